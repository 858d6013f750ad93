package nl.voorkeur.mailing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Role;

/**
 * What came back later about messages that were sent: whoever reads bounces and feedback reports
 * says so here, so that a mailing with too many of them is held. It changes nobody's permission.
 */
@Stateless
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DeliveryReports {

  /** Whose: {@code m} of a mailing and a recipient, {@code s} of a mail of the portal itself. */
  private static final Pattern MESSAGE_ID =
      Pattern.compile(
          "<?([ms])([1-9][0-9]{0,17})\\.(0|[1-9][0-9]{0,17})\\.[0-9a-f]{20}@([^<>\\s]+?)>?");

  /** A move is asked at the new mailbox and told to the one that was left. */
  private static final String NOTIFIED =
      "SELECT s.id, s.recipient_id, coalesce(r.merged_into, r.id) AS person, s.seed,"
          + " s.kind NOT IN ('MOVE', 'MOVED') AS to_theirs, coalesce(s.settled_at, s.created_at) AS at"
          + " FROM system_mail s JOIN recipient r ON r.id = s.recipient_id"
          + " WHERE s.controller_id = :controller AND s.id = :of AND s.state IN ('SENDING', 'SENT', 'IN_DOUBT')";

  private static final String SENT =
      "SELECT d.mailing_id, d.recipient_id, coalesce(r.merged_into, r.id) AS person, m.seed,"
          + " coalesce(d.settled_at, m.started_at) AS at"
          + " FROM delivery d JOIN mailing m ON m.id = d.mailing_id JOIN recipient r ON r.id = d.recipient_id"
          + " WHERE m.controller_id = :controller AND d.mailing_id = :of"
          + " AND d.state IN ('SENDING', 'SENT', 'IN_DOUBT')";

  private Sql sql;

  /** For the container. */
  public DeliveryReports() {}

  @Inject
  public DeliveryReports(Sql sql) {
    this.sql = sql;
  }

  /**
   * A message that left.
   *
   * @param person the one that the recipient has become, who moved or joined two mailboxes
   */
  public record Delivered(
      MailingId mailing, RecipientId recipient, RecipientId person, Instant sentAt) {}

  /** The message to a recipient; nothing when it never left, or is another controller's. */
  public Optional<Delivered> find(
      ControllerId controller, MailingId mailing, RecipientId recipient) {
    return sql.with(
        handle ->
            handle
                .createQuery(SENT + " AND d.recipient_id = :recipient")
                .bind("controller", controller.value())
                .bind("of", mailing.value())
                .bind("recipient", recipient.value())
                .map((row, context) -> delivered(row))
                .findOne());
  }

  /** The message with that Message-ID, which nobody can guess who has not seen it. */
  public Optional<Delivered> find(ControllerId controller, String messageId) {
    return named(
        "m", messageId, SENT + " AND d.recipient_id = :to", controller, DeliveryReports::delivered);
  }

  private <T> Optional<T> named(
      String kind, String messageId, String question, ControllerId controller, Reading<T> reading) {
    Matcher id = MESSAGE_ID.matcher(messageId.strip());
    if (!id.matches() || !id.group(1).equals(kind)) {
      return Optional.empty();
    }
    long of = Long.parseLong(id.group(2));
    long to = Long.parseLong(id.group(3));
    return sql.with(
        handle ->
            handle
                .createQuery(question)
                .bind("controller", controller.value())
                .bind("of", of)
                .bind("to", to)
                .map(
                    (row, context) ->
                        messageId.contains(
                                MessageIds.of(
                                    kind, of, to, row.getObject("seed", UUID.class), id.group(4)))
                            ? Optional.of(reading.of(row))
                            : Optional.<T>empty())
                .findOne()
                .flatMap(one -> one));
  }

  @FunctionalInterface
  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /**
   * A mail of the portal itself that left.
   *
   * @param toTheirs whether it went to the mailbox that is the recipient's
   */
  public record Notified(
      long mail, RecipientId recipient, RecipientId person, boolean toTheirs, Instant sentAt) {}

  /** The portal's own mail to a recipient; nothing when it never left, or is another's. */
  public Optional<Notified> findSystemMail(
      ControllerId controller, long mail, RecipientId recipient) {
    return sql.with(
        handle ->
            handle
                .createQuery(NOTIFIED + " AND s.recipient_id = :recipient")
                .bind("controller", controller.value())
                .bind("of", mail)
                .bind("recipient", recipient.value())
                .map((row, context) -> notified(row))
                .findOne());
  }

  /** The portal's own mail with that Message-ID. */
  public Optional<Notified> findSystemMail(ControllerId controller, String messageId) {
    return named("s", messageId, NOTIFIED + " AND :to = 0", controller, DeliveryReports::notified);
  }

  private static Notified notified(ResultSet row) throws SQLException {
    return new Notified(
        row.getLong("id"),
        new RecipientId(row.getLong("recipient_id")),
        new RecipientId(row.getLong("person")),
        row.getBoolean("to_theirs"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }

  /** The message of a mailing to an address, as it is now. */
  public Optional<Delivered> find(
      ControllerId controller, MailingId mailing, EmailAddress address) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    SENT + " AND r.controller_id = :controller AND r.compare_key = :address")
                .bind("controller", controller.value())
                .bind("of", mailing.value())
                .bind("address", address.compareKey())
                .map((row, context) -> delivered(row))
                .findOne());
  }

  private static Delivered delivered(ResultSet row) throws SQLException {
    return new Delivered(
        new MailingId(row.getLong("mailing_id")),
        new RecipientId(row.getLong("recipient_id")),
        new RecipientId(row.getLong("person")),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }

  /** The message came back for good (RFC 3464); false when that is known or it was never sent. */
  public boolean bounced(ControllerId controller, MailingId mailing, RecipientId recipient) {
    return add(controller, mailing, recipient, "BOUNCE");
  }

  /** The person called the message spam (RFC 5965). */
  public boolean complained(ControllerId controller, MailingId mailing, RecipientId recipient) {
    return add(controller, mailing, recipient, "COMPLAINT");
  }

  private boolean add(
      ControllerId controller, MailingId mailing, RecipientId recipient, String kind) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO delivery_report (mailing_id, recipient_id, kind)"
                            + " SELECT d.mailing_id, d.recipient_id, :kind::delivery_report_kind FROM delivery d"
                            + " JOIN mailing m ON m.id = d.mailing_id AND m.controller_id = :controller"
                            + " WHERE d.mailing_id = :mailing AND d.recipient_id = :recipient AND d.state IN ('SENDING', 'SENT', 'IN_DOUBT')"
                            + " ON CONFLICT DO NOTHING")
                    .bind("controller", controller.value())
                    .bind("mailing", mailing.value())
                    .bind("recipient", recipient.value())
                    .bind("kind", kind)
                    .execute())
        == 1;
  }
}
