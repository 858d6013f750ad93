package nl.voorkeur.platform.persistence;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Rows in the text format of COPY, gathered into blocks. */
public final class CopyText {

  private final StringBuilder text = new StringBuilder(1 << 16);
  private boolean first = true;

  /** A whole number. */
  public CopyText number(long value) {
    return raw(Long.toString(value));
  }

  public CopyText flag(boolean value) {
    return raw(value ? "t" : "f");
  }

  public CopyText none() {
    return raw("\\N");
  }

  public CopyText bytes(byte[] value) {
    return raw("\\\\x" + HexFormat.of().formatHex(value));
  }

  public CopyText byteArray(List<byte[]> values) {
    return raw(
        values.stream()
            .map(value -> "\"\\\\\\\\x" + HexFormat.of().formatHex(value) + "\"")
            .collect(Collectors.joining(",", "{", "}")));
  }

  /** A text; an empty one is no value. */
  public CopyText optional(String value) {
    return value.isEmpty() ? none() : value(value);
  }

  public CopyText value(String value) {
    separate();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '\0' -> text.append(' ');
        default -> text.append(c);
      }
    }
    return this;
  }

  public void endRow() {
    text.append('\n');
    first = true;
  }

  public int length() {
    return text.length();
  }

  /** The rows gathered so far, which are forgotten here. */
  public byte[] take() {
    byte[] block = text.toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    return block;
  }

  private CopyText raw(String value) {
    separate();
    text.append(value);
    return this;
  }

  private void separate() {
    if (!first) {
      text.append('\t');
    }
    first = false;
  }
}
