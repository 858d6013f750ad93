package nl.voorkeur.recipient;

import java.util.Locale;
import java.util.Optional;

/**
 * Which recipients staff look for.
 *
 * @param text the beginning of an address, of a name, or with an at-sign before it of a domain;
 *     empty is everybody
 * @param anywhere whether the text may stand in the midst, which takes longer among many people
 * @param state what bars mail to them
 * @param order by what they are sorted
 * @param descending the last first
 */
public record RecipientQuery(
    String text, boolean anywhere, Optional<State> state, Order order, boolean descending) {

  /** Everybody, by address. */
  public static final RecipientQuery ALL =
      new RecipientQuery("", false, Optional.empty(), Order.ADDRESS, false);

  public RecipientQuery {
    text = text.strip().toLowerCase(Locale.ROOT);
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
    ADDRESS("compare_key"),
    /** Ids are given in the order of time. */
    SINCE("id");

    private final String column;

    Order(String column) {
      this.column = column;
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
      return "(r.compare_key LIKE :text OR lower(r.first_name || ' ' || r.last_name) LIKE :text"
          + " OR lower(r.first_name) LIKE :text OR lower(r.last_name) LIKE :text)";
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
    return " ORDER BY r." + order.column + (descending ? " DESC" : "");
  }
}
