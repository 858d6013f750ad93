package nl.voorkeur.platform.persistence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in the text format of COPY, gathered into blocks; bytes from the start, as there are many.
 */
public final class CopyText {

  private static final byte[] FIGURES = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The most bytes that a character of a text becomes. */
  private static final int WIDEST = 3;

  private byte[] text = new byte[1 << 16];
  private int length;
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
    raw("\\\\x");
    hex(value);
    return this;
  }

  public CopyText byteArray(List<byte[]> values) {
    raw("{");
    for (int i = 0; i < values.size(); i++) {
      put(i == 0 ? "\"\\\\\\\\x" : ",\"\\\\\\\\x");
      hex(values.get(i));
      put("\"");
    }
    put("}");
    return this;
  }

  /** A text; an empty one is no value. */
  public CopyText optional(String value) {
    return value.isEmpty() ? none() : value(value);
  }

  public CopyText value(String value) {
    separate();
    ensure(value.length() * WIDEST);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '\\') {
        text[length++] = (byte) c;
      } else if (c < 0x80) {
        escape(c);
      } else {
        int end = i + 1;
        while (end < value.length() && value.charAt(end) >= 0x80) {
          end++;
        }
        put(value.substring(i, end));
        i = end - 1;
      }
    }
    return this;
  }

  private void escape(char c) {
    switch (c) {
      case '\\' -> put("\\\\");
      case '\n' -> put("\\n");
      case '\r' -> put("\\r");
      case '\t' -> put("\\t");
      case '\0' -> put(" ");
      default -> text[length++] = (byte) c;
    }
  }

  public void endRow() {
    ensure(1);
    text[length++] = '\n';
    first = true;
  }

  /** How many bytes were gathered. */
  public int length() {
    return length;
  }

  /** The rows gathered so far, which are forgotten here. */
  public byte[] take() {
    byte[] block = Arrays.copyOf(text, length);
    length = 0;
    return block;
  }

  private CopyText raw(String value) {
    separate();
    put(value);
    return this;
  }

  private void put(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    ensure(bytes.length);
    System.arraycopy(bytes, 0, text, length, bytes.length);
    length += bytes.length;
  }

  private void hex(byte[] value) {
    ensure(value.length * 2);
    for (byte one : value) {
      text[length++] = FIGURES[one >> 4 & 15];
      text[length++] = FIGURES[one & 15];
    }
  }

  private void separate() {
    if (!first) {
      ensure(1);
      text[length++] = '\t';
    }
    first = false;
  }

  private void ensure(int more) {
    if (length + more > text.length) {
      text = Arrays.copyOf(text, Math.max(text.length * 2, length + more));
    }
  }
}
