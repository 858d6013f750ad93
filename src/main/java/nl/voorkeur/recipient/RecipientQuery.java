package nl.voorkeur.recipient;

import java.util.Locale;
import java.util.Optional;

/**
 * Which recipients staff look for.
 *
 * @param text the beginning of an address, of a name, or with an at-sign before it of a domain;
 *     empty is everybody
 * @param anywhere whether the text may stand in the midst; a shorter one than {@link #SHORTEST}
 *     stands everywhere, and is looked for at beginnings only
 * @param state what bars mail to them
 * @param order by what they are sorted
 * @param descending the last first
 */
public record RecipientQuery(
    String text, boolean anywhere, Optional<State> state, Order order, boolean descending) {

  /** Everybody, by address. */
  public static final RecipientQuery ALL =
      new RecipientQuery("", false, Optional.empty(), Order.ADDRESS, false);

  /** The index of parts knows none that are shorter. */
  public static final int SHORTEST = 3;

  public RecipientQuery {
    text = text.strip().toLowerCase(Locale.ROOT);
    anywhere = anywhere && text.length() >= SHORTEST;
  }

  /** Something that holds for the person as a whole; bundle keys {@code bar.X}. */
  public enum State {
    STOPPED("marketing_out IS NOT NULL"),
    COMPLAINED("complained"),
    SUPPRESSED("suppressed"),
    BOUNCED("bounced"),
    RESTRICTED("restricted"),
    UNDER_AGE("under_age"),
    PAUSED("paused_until > now()");

    private final String condition;

    State(String condition) {
      this.condition = condition;
    }
  }

  /** By what people are sorted. */
  public enum Order {
    ADDRESS("compare_key", "~<~", "~>~"),
    /** Ids are given in the order of time. */
    SINCE("id", "<", ">");

    private final String column;
    private final String up;
    private final String down;

    /** The operators say in whose order an index has it: that of addresses goes by bytes. */
    Order(String column, String up, String down) {
      this.column = column;
      this.up = up;
      this.down = down;
    }
  }

  /** The conditions of the statement, with the parameter {@code text} when there is a text. */
  String where() {
    StringBuilder where =
        new StringBuilder(
            "r.controller_id = :controller AND r.erased_at IS NULL AND r.merged_into IS NULL");
    if (!text.isEmpty()) {
      where.append(" AND ").append(condition());
    }
    state.ifPresent(
        bar ->
            where
                .append(" AND r.id IN (SELECT recipient_id FROM standing WHERE ")
                .append(bar.condition)
                .append(')'));
    return where.toString();
  }

  private String condition() {
    if (anywhere) {
      return "searched(r) LIKE :text";
    }
    if (text.startsWith("@")) {
      return "r.domain LIKE :text";
    }
    return text.contains("@")
        ? "r.compare_key LIKE :text"
        : "(r.compare_key LIKE :text OR r.domain LIKE :text"
            + " OR lower(r.first_name) LIKE :text OR lower(r.last_name) LIKE :text)";
  }

  /** What the text is compared with. */
  String pattern() {
    String bare = !anywhere && text.startsWith("@") ? text.substring(1) : text;
    return (anywhere ? "%" : "") + bare.replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  String orderBy() {
    return " ORDER BY r." + order.column + " USING " + (descending ? order.down : order.up);
  }
}
