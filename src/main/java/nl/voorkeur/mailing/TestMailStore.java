package nl.voorkeur.mailing;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.persistence.Sql;

/** Messages that try mailings out, in the database. */
final class TestMailStore {

  private final Sql sql;

  TestMailStore(Sql sql) {
    this.sql = sql;
  }

  /** One that is this node's to send. */
  record Taken(long id, MailingId mailing, Language language, EmailAddress address, UUID seed) {}

  void add(MailingId mailing, Language language, EmailAddress to, String by) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO test_mail (mailing_id, language, address, asked_by) VALUES (:mailing, :language::language, :address, :by)")
                .bind("mailing", mailing.value())
                .bind("language", language.name())
                .bind("address", to.value())
                .bind("by", by)
                .execute());
  }

  /** Takes one; it counts as failed until we know better, so a node that dies sends it no twice. */
  Optional<Taken> take() {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "UPDATE test_mail SET state = 'FAILED', status = 'the sender stopped' WHERE id ="
                        + " (SELECT id FROM test_mail WHERE state = 'WAITING' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)"
                        + " RETURNING id, mailing_id, language, address, seed")
                .map(
                    (row, context) ->
                        new Taken(
                            row.getLong("id"),
                            new MailingId(row.getLong("mailing_id")),
                            Language.valueOf(row.getString("language")),
                            EmailAddress.of(row.getString("address")),
                            row.getObject("seed", UUID.class)))
                .findOne());
  }

  void end(long id, TestMail.State state, String status) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "UPDATE test_mail SET state = :state::test_mail_state, status = left(:status, 500) WHERE id = :id")
                .bind("id", id)
                .bind("state", state.name())
                .bind("status", status)
                .execute());
  }

  /** The last ones of a mailing, newest first. */
  List<TestMail> last(ControllerId controller, MailingId mailing, int most) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT x.* FROM test_mail x JOIN mailing m ON m.id = x.mailing_id"
                        + " WHERE m.id = :mailing AND m.controller_id = :controller ORDER BY x.id DESC LIMIT :most")
                .bind("mailing", mailing.value())
                .bind("controller", controller.value())
                .bind("most", most)
                .map(
                    (row, context) ->
                        new TestMail(
                            EmailAddress.of(row.getString("address")),
                            Language.valueOf(row.getString("language")),
                            row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                            TestMail.State.valueOf(row.getString("state")),
                            Optional.ofNullable(row.getString("status")).orElse("")))
                .list());
  }
}
