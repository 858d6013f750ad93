package nl.voorkeur.permission;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An entry of the ledger with all that a receipt says of it and of what it is about. */
record ReceiptEntry(
    long recipient,
    int seq,
    Instant at,
    LedgerKind kind,
    Route route,
    String actor,
    Optional<String> basis,
    Optional<Instant> confirmedAt,
    Optional<Instant> until,
    Optional<String> form,
    Optional<String> wording,
    Optional<String> wordingLanguage,
    Optional<String> wordingHash,
    Optional<Integer> statementVersion,
    Optional<String> statementLanguage,
    Optional<String> statementHash,
    String evidence,
    String hash,
    String topicName,
    String topicKind,
    Optional<Integer> expiryMonths,
    String controllerSlug,
    Controller controller) {

  /** Who decides about the data. */
  record Controller(
      String name,
      String address,
      String email,
      Optional<String> phone,
      Optional<String> website,
      List<String> languages) {}

  static ReceiptEntry of(ResultSet row) throws SQLException {
    return new ReceiptEntry(
        row.getLong("recipient_id"),
        row.getInt("seq"),
        instant(row, "at").orElseThrow(),
        LedgerKind.valueOf(row.getString("kind")),
        Route.valueOf(row.getString("route")),
        row.getString("actor"),
        text(row, "basis"),
        instant(row, "confirmed_at"),
        instant(row, "until"),
        text(row, "form"),
        text(row, "wording"),
        text(row, "wording_language"),
        text(row, "wording_hash"),
        number(row, "statement_version"),
        text(row, "statement_language"),
        text(row, "statement_hash"),
        row.getString("evidence"),
        row.getString("hash"),
        row.getString("topic_name"),
        row.getString("topic_kind"),
        number(row, "expiry_months"),
        row.getString("slug"),
        new Controller(
            row.getString("name"),
            row.getString("postal_address"),
            row.getString("contact_email"),
            text(row, "contact_phone"),
            text(row, "website"),
            Arrays.asList(
                row.getString("languages").toLowerCase(java.util.Locale.ROOT).split(","))));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static Optional<Integer> number(ResultSet row, String column) throws SQLException {
    int number = row.getInt(column);
    return row.wasNull() ? Optional.empty() : Optional.of(number);
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
