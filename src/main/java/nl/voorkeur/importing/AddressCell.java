package nl.voorkeur.importing;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.kernel.AddressFault;
import nl.voorkeur.kernel.EmailAddress;

/**
 * Reads the address in a cell of somebody's file. It repairs what can be read in one way only, and
 * says so; it never chooses between two addresses and never completes one.
 *
 * <ul>
 *   <li>repaired: blanks around, {@code mailto:} before, {@code ;} or {@code ,} after, {@code Name
 *       <address>}, and the word {@code at} between blanks where there is no {@code @}
 *   <li>kept as written: case (it counts for delivery, not for recognition), a local part that
 *       begins with {@code =}, {@code +} or {@code -}, apostrophes, plus signs, other scripts
 *   <li>refused: two addresses, none, a domain without a dot, anything RFC 5321 and 6531 refuse
 * </ul>
 *
 * @param parsed the address, or why there is none
 * @param repairs what was put right; empty when there is no address
 */
record AddressCell(EmailAddress.Parsed parsed, Set<Repair> repairs) {

  private static final Pattern MAILTO = Pattern.compile("(?i)^mailto:\\s*");
  private static final Pattern SEPARATOR_AFTER = Pattern.compile("\\s*[;,]+$");
  private static final Pattern SEPARATOR_BEFORE = Pattern.compile("^[;,]+\\s*");
  private static final Pattern AT_WORD = Pattern.compile("(?i)^(\\S+)\\s+at\\s+(\\S+)$");
  private static final Pattern DISPLAY_NAME = Pattern.compile("^[^<>@]*<([^<>]+)>$");

  static AddressCell read(String cell) {
    Set<Repair> repairs = EnumSet.noneOf(Repair.class);
    String text = cell.strip();
    if (!text.equals(cell)) {
      repairs.add(Repair.BLANKS);
    }
    if (isPlain(text)) {
      EmailAddress.Parsed plain = EmailAddress.parse(text);
      return new AddressCell(
          plain, plain.fold(address -> repairs, fault -> EnumSet.noneOf(Repair.class)));
    }
    text = without(MAILTO, text, Repair.MAILTO, repairs);
    text = without(SEPARATOR_AFTER, text, Repair.SEPARATOR, repairs);
    text = without(SEPARATOR_BEFORE, text, Repair.SEPARATOR, repairs);
    Matcher named = DISPLAY_NAME.matcher(text);
    if (named.matches()) {
      repairs.add(Repair.DISPLAY_NAME);
      text = named.group(1);
    }
    Matcher word = AT_WORD.matcher(text);
    if (text.indexOf('@') < 0 && word.matches()) {
      repairs.add(Repair.AT_WORD);
      text = word.group(1) + "@" + word.group(2);
    }
    EmailAddress.Parsed parsed = EmailAddress.parse(text);
    boolean several =
        parsed.fold(
            address -> false,
            fault -> fault != AddressFault.SEVERAL_ADDRESSES && holdsSeveral(cell));
    return new AddressCell(
        several ? new EmailAddress.Parsed.Invalid(AddressFault.SEVERAL_ADDRESSES) : parsed,
        parsed.fold(address -> repairs, fault -> EnumSet.noneOf(Repair.class)));
  }

  /** Nothing in it that a repair is about; most cells are like this. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == ';' || c == ',' || c == ':' || c == '<' || c == '>' || c >= 0x7f) {
        return false;
      }
    }
    return text.indexOf('@') > 0;
  }

  private static boolean holdsSeveral(String cell) {
    return cell.indexOf('@') != cell.lastIndexOf('@') && cell.matches("(?s).*[;,\\s].*");
  }

  private static String without(Pattern what, String text, Repair repair, Set<Repair> repairs) {
    String rest = what.matcher(text).replaceFirst("");
    if (!rest.equals(text)) {
      repairs.add(repair);
    }
    return rest;
  }
}
