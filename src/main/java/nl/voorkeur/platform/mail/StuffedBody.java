package nl.voorkeur.platform.mail;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A message on its way: a line that begins with a dot gets another one, so that it doesn't end the
 * message (RFC 5321 s. 4.5.2). What is written has CRLF at the ends of its lines.
 */
final class StuffedBody extends FilterOutputStream {

  private static final byte[] LINE_END = {'\r', '\n'};

  private int before = '\n';

  StuffedBody(OutputStream line) {
    super(line);
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    int start = from;
    int last = before;
    for (int i = from; i < from + length; i++) {
      if (octets[i] == '.' && last == '\n') {
        out.write(octets, start, i - start);
        out.write('.');
        start = i;
      }
      last = octets[i];
    }
    out.write(octets, start, from + length - start);
    before = last;
  }

  /** Ends a line that has begun. */
  void endLine() throws IOException {
    if (before != '\n') {
      write(LINE_END, 0, LINE_END.length);
    }
  }
}
