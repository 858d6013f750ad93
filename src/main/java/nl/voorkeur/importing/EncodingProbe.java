package nl.voorkeur.importing;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Looks at every byte of a file as it passes, and says at the end which encoding they prove. */
final class EncodingProbe {

  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final CharBuffer sink = CharBuffer.allocate(8192);
  private byte[] rest = new byte[0];
  private final byte[] head = new byte[3];
  private int seen;
  private boolean ascii = true;
  private boolean valid = true;

  void see(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (seen < head.length) {
        head[seen] = bytes[i];
      }
      seen = Math.min(seen + 1, head.length);
      ascii &= bytes[i] >= 0;
    }
    if (valid && !ascii) {
      byte[] all = new byte[rest.length + length];
      System.arraycopy(rest, 0, all, 0, rest.length);
      System.arraycopy(bytes, 0, all, rest.length, length);
      ByteBuffer in = ByteBuffer.wrap(all);
      decode(in, false);
      rest = new byte[in.remaining()];
      in.get(rest);
    }
  }

  Encoding verdict() {
    if (seen >= 2
        && ((head[0] == (byte) 0xfe && head[1] == (byte) 0xff)
            || (head[0] == (byte) 0xff && head[1] == (byte) 0xfe))) {
      return Encoding.UTF_16;
    }
    if (ascii) {
      return Encoding.ASCII;
    }
    decode(ByteBuffer.wrap(rest), true);
    if (!valid) {
      return Encoding.UNKNOWN;
    }
    boolean marked =
        seen == 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf;
    return marked ? Encoding.UTF_8_MARKED : Encoding.UTF_8;
  }

  private void decode(ByteBuffer in, boolean last) {
    CoderResult result;
    do {
      sink.clear();
      result = utf8.decode(in, sink, last);
    } while (result.isOverflow());
    valid &= !result.isError();
  }
}
