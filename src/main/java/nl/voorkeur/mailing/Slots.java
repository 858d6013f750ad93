package nl.voorkeur.mailing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The places in one mail that are filled in for each recipient. While the text is turned into HTML
 * each place is a word of letters and digits that occurs nowhere else in it, so that neither
 * Markdown nor the sanitiser touches it.
 */
final class Slots {

  private static final Pattern WRITTEN =
      Pattern.compile("\\{\\{\\s*([A-Za-z0-9_]*)\\s*(?:\\|([^{}|\\r\\n]*))?\\}\\}");

  private final String prefix;
  private final List<Slot> slots = new ArrayList<>();
  private final Set<String> unknown = new TreeSet<>();
  private final Set<String> bare = new TreeSet<>();
  private boolean inAddress;

  /**
   * One place.
   *
   * @param fallback what stands there for someone of whom we don't know it
   */
  record Slot(MergeField field, String fallback) {

    /** What stands there for someone of whom this is known. */
    String value(Map<MergeField, String> values) {
      String value = values.getOrDefault(field, "");
      return value.isBlank() ? fallback : value;
    }
  }

  /**
   * @param sources every text of the mail, so that no place looks like a word of theirs
   */
  Slots(String... sources) {
    String all = String.join("\n", sources);
    String free = "slotq";
    while (all.contains(free)) {
      free += "q";
    }
    this.prefix = free;
  }

  /** The places of a mailing's text. */
  static Slots of(MailingText text) {
    return new Slots(text.subject(), text.preheader(), text.body());
  }

  /** The text with each {@code {{field|fallback}}} replaced by its word. */
  String mark(String text) {
    return WRITTEN.matcher(text).replaceAll(this::word);
  }

  private String word(MatchResult written) {
    Optional<MergeField> field = MergeField.of(written.group(1));
    if (field.isEmpty()) {
      unknown.add(written.group(1));
      return "";
    }
    String fallback = written.group(2) == null ? "" : written.group(2).strip();
    if (fallback.isEmpty()) {
      bare.add(written.group(1));
    }
    return word(field.get(), fallback);
  }

  /** The word for a place of the layout's own. */
  String word(MergeField field, String fallback) {
    slots.add(new Slot(field, fallback));
    return prefix + (slots.size() - 1) + "z";
  }

  /** Whether a link's address holds a place, which is remembered as a fault. */
  boolean areIn(String address) {
    boolean found = address.contains(prefix);
    inAddress |= found;
    return found;
  }

  /** Whether an author put a field into a link's address. */
  boolean wereInAddress() {
    return inAddress;
  }

  /** The text cut at its places. */
  Template cut(String text) {
    List<String> literals = new ArrayList<>();
    List<Slot> places = new ArrayList<>();
    Matcher matcher = Pattern.compile(prefix + "(\\d+)z").matcher(text);
    int from = 0;
    while (matcher.find()) {
      literals.add(text.substring(from, matcher.start()));
      places.add(slots.get(Integer.parseInt(matcher.group(1))));
      from = matcher.end();
    }
    literals.add(text.substring(from));
    return new Template(literals, places);
  }

  /** The fields with nothing to stand there for someone of whom we don't know it. */
  Set<String> bare() {
    return bare;
  }

  /** What authors wrote between braces that is no field. */
  Set<String> unknown() {
    return unknown;
  }
}
