package nl.voorkeur.importing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a name in a cell. Control characters become blanks, so that no name makes a new header line
 * (requirement F8); a name encoded twice, which shows by control characters that no name has, is
 * decoded once more. A formula is a text like any other.
 */
record NameCell(String name, Set<Repair> repairs) {

  static final int LONGEST = 200;

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private static final NameCell NONE = new NameCell("", EnumSet.noneOf(Repair.class));

  static NameCell read(String cell) {
    if (cell.isEmpty()) {
      return NONE;
    }
    Set<Repair> repairs = EnumSet.noneOf(Repair.class);
    String text = cell;
    if (text.chars().anyMatch(c -> c >= 0x80 && c < 0xa0)) {
      String once = decodedOnceMore(text);
      if (!once.equals(text)) {
        repairs.add(Repair.NAME_ENCODING);
        text = once;
      }
    }
    String clean = CONTROLS.matcher(text).replaceAll(" ");
    if (!clean.equals(text)) {
      repairs.add(Repair.NAME_BLANKS);
    }
    clean = BLANKS.matcher(clean).replaceAll(" ").strip();
    if (clean.length() > LONGEST) {
      boolean splits = Character.isHighSurrogate(clean.charAt(LONGEST - 1));
      clean = clean.substring(0, splits ? LONGEST - 1 : LONGEST);
    }
    return new NameCell(clean, repairs);
  }

  private static String decodedOnceMore(String text) {
    if (text.chars().anyMatch(c -> c > 0xff)) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException notEncodedTwice) {
      return text;
    }
  }
}
