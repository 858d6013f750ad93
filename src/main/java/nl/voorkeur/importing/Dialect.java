package nl.voorkeur.importing;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Systems whose exports we know by their headings. It only tells a person what the file seems to
 * be; how it is read follows from its columns.
 */
public enum Dialect {
  MAILCHIMP("Mailchimp", "email address", "leid", "euid"),
  LISTMONK("listmonk", "uuid", "email", "name", "attributes", "status"),
  MAUTIC("Mautic", "email", "firstname", "lastname", "points", "preferred_locale"),
  PHPLIST("phpList", "email", "is this user confirmed", "is this user blacklisted"),
  /** A roster has no headings: one member a line, most with their name before the address. */
  MAILMAN("Mailman");

  private final String label;
  private final Set<String> headings;

  Dialect(String label, String... headings) {
    this.label = label;
    this.headings = Set.of(headings);
  }

  /** Its name, the same in every language. */
  public String label() {
    return label;
  }

  static Optional<Dialect> of(List<String> headings, List<List<String>> rows) {
    if (rows.stream().anyMatch(Dialect::isMember)) {
      return Optional.of(MAILMAN);
    }
    Set<String> found = new HashSet<>();
    headings.forEach(heading -> found.add(heading.strip().toLowerCase(Locale.ROOT)));
    for (Dialect dialect : values()) {
      if (!dialect.headings.isEmpty() && found.containsAll(dialect.headings)) {
        return Optional.of(dialect);
      }
    }
    return Optional.empty();
  }

  private static boolean isMember(List<String> row) {
    return row.size() == 1 && row.get(0).matches(".*\\S\\s*<\\S+@\\S+>\\s*");
  }
}
