package nl.voorkeur.kernel;

/**
 * Recognises the usual address, of plain letters, figures and a few signs, by one look at each
 * character. Lists have millions of them. What is not recognised here may still be an address.
 */
final class PlainAddress {

  private static final int LOCAL = 64;
  private static final int LABEL = 63;
  private static final int WHOLE = 254;

  private PlainAddress() {}

  /** Where its at sign stands; -1 when the text is no plain address. */
  static int at(String text) {
    if (text.length() > WHOLE) {
      return -1;
    }
    int at = local(text);
    return at > 0 && isDomain(text, at + 1) ? at : -1;
  }

  /** The end of a dot-atom (RFC 5321 s. 4.1.2) that an at sign follows; -1 when there is none. */
  private static int local(String text) {
    char before = '.';
    for (int i = 0; i < text.length() && i <= LOCAL; i++) {
      char c = text.charAt(i);
      if (c == '@') {
        return before == '.' ? -1 : i;
      }
      if (c == '.' ? before == '.' : !isLetterOrFigure(c) && c != '_' && c != '-' && c != '+') {
        return -1;
      }
      before = c;
    }
    return -1;
  }

  /** Two labels or more, of which the last is no number (RFC 1123 s. 2.1); no A-labels. */
  private static boolean isDomain(String text, int from) {
    int label = from;
    int labels = 0;
    boolean figures = true;
    for (int i = from; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '.') {
        if (!isLabel(text, label, i) || i == text.length() && figures) {
          return false;
        }
        labels++;
        label = i + 1;
        figures = true;
      } else {
        figures &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
      }
    }
    return labels > 1;
  }

  private static boolean isLabel(String text, int from, int to) {
    if (to == from
        || to - from > LABEL
        || text.charAt(from) == '-'
        || text.charAt(to - 1) == '-'
        || to - from > 3 && text.charAt(from + 2) == '-' && text.charAt(from + 3) == '-') {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (!isLetterOrFigure(text.charAt(i)) && text.charAt(i) != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrFigure(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }
}
