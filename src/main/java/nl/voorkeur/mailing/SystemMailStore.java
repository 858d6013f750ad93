package nl.voorkeur.mailing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.permission.SendGate;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.statement.StatementContext;

/** The portal's own mail in the database. */
final class SystemMailStore {

  private final Sql sql;

  SystemMailStore(Sql sql) {
    this.sql = sql;
  }

  /**
   * One mail that this worker holds.
   *
   * @param late whether it waited for so long that it is of no use any more
   * @param denial why this address must not be mailed at all
   */
  record Waiting(
      long id,
      SystemMailKind kind,
      ControllerId controller,
      RecipientId recipient,
      EmailAddress address,
      Language language,
      long subject,
      List<String> items,
      int attempts,
      UUID seed,
      boolean late,
      Optional<Denial> denial) {}

  void add(
      SystemMailKind kind,
      ControllerId controller,
      RecipientId recipient,
      Language language,
      long subject,
      List<String> items,
      Optional<EmailAddress> elsewhere) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO system_mail (kind, controller_id, recipient_id, language, subject_id, items, to_address)"
                        + " VALUES (:kind::system_mail_kind, :controller, :recipient, :language::language, :subject, :items, :elsewhere)")
                .bind("kind", kind.name())
                .bind("controller", controller.value())
                .bind("recipient", recipient.value())
                .bind("language", language.name())
                .bind("subject", subject)
                .bind("items", items.toArray(String[]::new))
                .bind("elsewhere", elsewhere.map(EmailAddress::value).orElse(null))
                .execute());
  }

  List<Waiting> claim(UUID claim, int most) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(SystemMailStore.class, "claim_system_mail"))
                .bind("claim", claim)
                .bind("most", most)
                .map(SystemMailStore::waiting)
                .list());
  }

  /**
   * Writes down how far one mail is.
   *
   * @return whether it still was this worker's
   */
  boolean settle(
      long id,
      UUID claim,
      DeliveryState state,
      Optional<String> status,
      Optional<Denial> denial,
      Duration delay) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(sql.text(SystemMailStore.class, "settle_system_mail"))
                    .bind("id", id)
                    .bind("claim", claim)
                    .bind("state", state.name())
                    .bind("status", status.orElse(null))
                    .bind("denial", denial.map(Denial::name).orElse(null))
                    .bind("wait", delay.toSeconds())
                    .bind("start_within", SendGate.START_WITHIN.toMillis())
                    .execute())
        == 1;
  }

  /** Whether any worker has something to do now. */
  boolean isAnythingWaiting() {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT EXISTS (SELECT FROM system_mail WHERE state = 'READY' AND next_attempt_at <= clock_timestamp())"
                        + " OR EXISTS (SELECT FROM mailing m WHERE m.state = 'SENDING' AND window_open(m, clock_timestamp()))")
                .mapTo(Boolean.class)
                .one());
  }

  private static Waiting waiting(ResultSet row, StatementContext context) throws SQLException {
    return new Waiting(
        row.getLong("id"),
        SystemMailKind.valueOf(row.getString("kind")),
        new ControllerId(row.getLong("controller_id")),
        new RecipientId(row.getLong("recipient_id")),
        EmailAddress.of(row.getString("address")),
        Language.valueOf(row.getString("language")),
        row.getLong("subject_id"),
        List.of((String[]) row.getArray("items").getArray()),
        row.getInt("attempts"),
        row.getObject("seed", UUID.class),
        row.getBoolean("late"),
        Optional.ofNullable(row.getString("denial")).map(Denial::valueOf));
  }
}
