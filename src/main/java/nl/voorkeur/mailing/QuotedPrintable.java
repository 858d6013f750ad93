package nl.voorkeur.mailing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text in quoted-printable (RFC 2045 s. 6.7), in pieces that each begin and end where a line does,
 * so that they can be put together in any order and every line stays within 76 characters.
 *
 * <p>What comes out is the same before and after DKIM's relaxed form (RFC 6376 s. 3.4.4): no two
 * blanks in a row, none at a line's end. No line begins with a dot or with {@code From}, which mail
 * servers change.
 */
final class QuotedPrintable {

  private static final int LINE = 76;
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream out;
  private int column;
  private boolean blank;

  private QuotedPrintable(int size) {
    out = new ByteArrayOutputStream(size);
  }

  /** A piece after which another follows; ends in a soft line break unless it ends a line. */
  static byte[] piece(String text) {
    QuotedPrintable lines = new QuotedPrintable(text.length() + text.length() / 8 + 16);
    lines.write(text.getBytes(StandardCharsets.UTF_8), false);
    lines.softBreak();
    return lines.out.toByteArray();
  }

  /** The last piece of a text. */
  static byte[] end(String text) {
    QuotedPrintable lines = new QuotedPrintable(text.length() + text.length() / 8 + 16);
    lines.write(text.getBytes(StandardCharsets.UTF_8), true);
    return lines.out.toByteArray();
  }

  private void write(byte[] octets, boolean ends) {
    for (int i = 0; i < octets.length; i++) {
      byte octet = octets[i];
      if (octet == '\r' || octet == '\n') {
        if (octet == '\r' && i + 1 < octets.length && octets[i + 1] == '\n') {
          i++;
        }
        out.write('\r');
        out.write('\n');
        column = 0;
        blank = false;
      } else if (isPlain(octets, i, ends)) {
        room(1);
        out.write(octet);
        column++;
        blank = octet == ' ';
      } else {
        room(3);
        out.write('=');
        out.write(HEX[octet >> 4 & 0xf]);
        out.write(HEX[octet & 0xf]);
        column += 3;
        blank = false;
      }
    }
  }

  private boolean isPlain(byte[] octets, int i, boolean ends) {
    byte octet = octets[i];
    if (octet == ' ') {
      boolean atEnd =
          i + 1 == octets.length ? ends : octets[i + 1] == '\r' || octets[i + 1] == '\n';
      return !blank && !atEnd;
    }
    if (octet <= ' ' || octet == '=' || octet == 127) {
      return false;
    }
    // whether the octet lands at a line's start is only sure for one that fills its line
    return column > 0 && column < LINE - 1 || octet != '.' && octet != 'F';
  }

  /** Leaves the last column to the sign of a soft break. */
  private void room(int octets) {
    if (column + octets > LINE - 1) {
      softBreak();
    }
  }

  private void softBreak() {
    if (column > 0) {
      out.write('=');
      out.write('\r');
      out.write('\n');
      column = 0;
      blank = false;
    }
  }
}
