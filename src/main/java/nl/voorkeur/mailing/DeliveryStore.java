package nl.voorkeur.mailing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.LegalBasis;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Deliveries in the database: claimed in small batches, with a fence around each claim. Each call
 * is one statement that commits on its own.
 */
final class DeliveryStore {

  private final Sql sql;

  DeliveryStore(Sql sql) {
    this.sql = sql;
  }

  /** The mailings with work, the one that waits longest first. */
  List<Underway> underway() {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(DeliveryStore.class, "underway"))
                .map(
                    (row, context) ->
                        new Underway(
                            new MailingId(row.getLong("id")),
                            new ControllerId(row.getLong("controller_id")),
                            row.getString("slug")))
                .list());
  }

  /**
   * Takes some deliveries for one worker, whose lease holds and who has settled what it held
   * before.
   */
  List<Claimed> claim(MailingId mailing, UUID claim, int most) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM claim_deliveries(:mailing, :claim, :most)")
                .bind("mailing", mailing.value())
                .bind("claim", claim)
                .bind("most", most)
                .map(DeliveryStore::claimed)
                .list());
  }

  /** Ends a mailing that has nothing left to do. */
  void finishIfDone(MailingId mailing) {
    sql.with(
        handle ->
            handle
                .createQuery("SELECT finish_if_done(:mailing)")
                .bind("mailing", mailing.value())
                .mapTo(Boolean.class)
                .one());
  }

  /**
   * Pauses a mailing for a reason that staff have to look at; false when it wasn't being sent any
   * more.
   */
  boolean hold(MailingId mailing, String reason) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE mailing SET state = 'PAUSED', held_by = :reason WHERE id = :mailing AND state = 'SENDING'")
                    .bind("mailing", mailing.value())
                    .bind("reason", reason)
                    .execute())
        == 1;
  }

  /** A mailing on its way that bounces or is complained about too much. */
  record BadRate(
      MailingId mailing, ControllerId controller, Alarm.Cause cause, BigDecimal percent) {

    /** How the mailing remembers why it is held. */
    String reason() {
      return cause.name().toLowerCase(Locale.ROOT) + ":" + percent.toPlainString();
    }
  }

  List<BadRate> badRates() {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(DeliveryStore.class, "bad_rates"))
                .map(
                    (row, context) -> {
                      boolean bounces = row.getBoolean("by_bounces");
                      return new BadRate(
                          new MailingId(row.getLong("id")),
                          new ControllerId(row.getLong("controller_id")),
                          bounces ? Alarm.Cause.BOUNCES : Alarm.Cause.COMPLAINTS,
                          row.getBigDecimal(bounces ? "bounce_percent" : "complaint_percent")
                              .setScale(2, RoundingMode.HALF_UP));
                    })
                .list());
  }

  /** Whether a mailing is neither held nor ended. */
  boolean isSending(MailingId mailing) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT state = 'SENDING' FROM mailing WHERE id = :mailing")
                .bind("mailing", mailing.value())
                .mapTo(Boolean.class)
                .one());
  }

  /** Begins or renews the leases of workers that live. */
  void renew(Collection<UUID> workers, Duration lease) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO mail_worker (id, lease_until)"
                        + " SELECT id::uuid, clock_timestamp() + :lease * interval '1 second' FROM unnest(:ids::text[]) AS id"
                        + " ORDER BY id" // two who renew the same ones never wait for each other
                        + " ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until")
                .bind("ids", workers.stream().map(UUID::toString).toArray(String[]::new))
                .bind("lease", lease.toSeconds())
                .execute());
  }

  /** Takes care of what workers left behind that live no more. */
  void recover() {
    sql.with(
        handle ->
            handle.execute("SELECT recover_deliveries()")
                + handle.execute(sql.text(DeliveryStore.class, "recover_system_mail")));
  }

  private static Claimed claimed(ResultSet row, StatementContext context) throws SQLException {
    return new Claimed(
        new RecipientId(row.getLong("recipient_id")),
        EmailAddress.of(row.getString("address")),
        Optional.ofNullable(row.getString("first_name")),
        Optional.ofNullable(row.getString("last_name")),
        Optional.ofNullable(row.getString("language")).map(Language::valueOf),
        LegalBasis.valueOf(row.getString("basis")),
        row.getInt("attempts"),
        row.getBoolean("tracked"));
  }
}
