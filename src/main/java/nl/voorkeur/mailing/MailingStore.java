package nl.voorkeur.mailing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.TopicKind;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.statement.StatementContext;

/** Mailings in the database. */
final class MailingStore {

  private final Sql sql;

  MailingStore(Sql sql) {
    this.sql = sql;
  }

  /** All that is needed to write the messages of a mailing. */
  record Job(MailingId id, MailingText text, UUID seed, Matter matter) {}

  /** Keeps a draft for the topic's controller. */
  MailingId draft(MailingText text, String by) {
    return new MailingId(
        sql.with(
            handle ->
                bind(
                        handle.createQuery(
                            "INSERT INTO mailing (controller_id, topic_id, language, subject, preheader, body, created_by)"
                                + " SELECT controller_id, id, :language::language, :subject, :preheader, :body, :by FROM topic WHERE id = :topic"
                                + " RETURNING id"),
                        text)
                    .bind("by", by)
                    .mapTo(Long.class)
                    .findOne()
                    .orElseThrow(() -> new IllegalArgumentException("no such topic"))));
  }

  /** Changes a draft; anything else stays as it is. */
  boolean revise(MailingId id, MailingText text) {
    return sql.with(
            handle ->
                bind(
                        handle.createUpdate(
                            "UPDATE mailing SET topic_id = :topic, language = :language::language, subject = :subject,"
                                + " preheader = :preheader, body = :body WHERE id = :id AND state = 'DRAFT'"
                                + " AND controller_id = (SELECT t.controller_id FROM topic t WHERE t.id = :topic)"),
                        text)
                    .bind("id", id.value())
                    .execute())
        == 1;
  }

  Optional<Mailing> find(MailingId id) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(MailingStore.class, "mailings") + " WHERE m.id = :id")
                .bind("id", id.value())
                .map(MailingStore::mailing)
                .findOne());
  }

  /** Newest first. */
  List<Mailing> list(Optional<ControllerId> controller, int offset, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    sql.text(MailingStore.class, "mailings")
                        + " WHERE m.controller_id = coalesce(:controller, m.controller_id)"
                        + " ORDER BY m.id DESC LIMIT :limit OFFSET :offset")
                .bind("controller", controller.map(ControllerId::value).orElse(null))
                .bind("limit", limit)
                .bind("offset", offset)
                .map(MailingStore::mailing)
                .list());
  }

  long count(Optional<ControllerId> controller) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT count(*) FROM mailing WHERE controller_id = coalesce(:controller, controller_id)")
                .bind("controller", controller.map(ControllerId::value).orElse(null))
                .mapTo(Long.class)
                .one());
  }

  Optional<Job> job(MailingId id) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(MailingStore.class, "job"))
                .bind("id", id.value())
                .map(MailingStore::job)
                .findOne());
  }

  /** What a mailing on this topic is about, in a language. */
  Optional<Matter> about(TopicId topic, Language language) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(MailingStore.class, "matter"))
                .bind("topic", topic.value())
                .bind("language", language.name())
                .map(MailingStore::matter)
                .findOne());
  }

  /** Fixes the audience and begins; false when it isn't a draft any more. */
  boolean start(MailingId id, TopicId topic, Instant at) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(sql.text(MailingStore.class, "start"))
                    .bind("mailing", id.value())
                    .bind("topic", topic.value())
                    .bind("at", Sql.time(at))
                    .execute())
        == 1;
  }

  private static <S extends org.jdbi.v3.core.statement.SqlStatement<S>> S bind(
      S statement, MailingText text) {
    return statement
        .bind("topic", text.topic().value())
        .bind("language", text.language().name())
        .bind("subject", text.subject())
        .bind("preheader", text.preheader())
        .bind("body", text.body());
  }

  private static Mailing mailing(ResultSet row, StatementContext context) throws SQLException {
    return new Mailing(
        new MailingId(row.getLong("id")),
        new ControllerId(row.getLong("controller_id")),
        text(row),
        row.getString("topic_name"),
        MailingState.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("held_by")),
        row.getLong("audience"),
        row.getString("created_by"),
        time(row, "created_at").orElseThrow(),
        time(row, "started_at"),
        time(row, "finished_at"));
  }

  private static Job job(ResultSet row, StatementContext context) throws SQLException {
    return new Job(
        new MailingId(row.getLong("id")),
        text(row),
        row.getObject("seed", UUID.class),
        matter(row, context));
  }

  private static MailingText text(ResultSet row) throws SQLException {
    return new MailingText(
        new TopicId(row.getLong("topic_id")),
        Language.valueOf(row.getString("language")),
        row.getString("subject"),
        row.getString("preheader"),
        row.getString("body"));
  }

  private static Matter matter(ResultSet row, StatementContext context) throws SQLException {
    return new Matter(
        row.getString("topic_slug"),
        TopicKind.valueOf(row.getString("kind")),
        row.getString("topic_name"),
        LetterheadStore.letterhead(row, context));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
