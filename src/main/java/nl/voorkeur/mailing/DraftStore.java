package nl.voorkeur.mailing;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Mailings in the database while they are written. Every change names the controller and asks for a
 * draft that doesn't wait for its start; what it does to an approval is the database's own rule.
 */
final class DraftStore {

  private static final String OPEN =
      " WHERE id = :id AND controller_id = :controller AND state = 'DRAFT' AND start_at IS NULL";

  private final Sql sql;

  DraftStore(Sql sql) {
    this.sql = sql;
  }

  MailingId begin(ControllerId controller, MailingText text, Outfit outfit, String by) {
    return new MailingId(
        sql.with(
            handle ->
                bind(handle.createQuery(sql.text(DraftStore.class, "draft")), text, outfit)
                    .bind("controller", controller.value())
                    .bind("by", by)
                    .mapTo(Long.class)
                    .findOne()
                    .orElseThrow(() -> new IllegalArgumentException("no such topic"))));
  }

  /** Changes a draft; anything else stays as it is. */
  boolean revise(
      ControllerId controller, MailingId id, MailingText text, Outfit outfit, String by) {
    boolean revised =
        sql.with(
                handle ->
                    bind(handle.createUpdate(sql.text(DraftStore.class, "revise")), text, outfit)
                        .bind("id", id.value())
                        .bind("controller", controller.value())
                        .bind("by", by)
                        .execute())
            == 1;
    return revised && forget(id, text.language());
  }

  /** The fallback's own text stands elsewhere. */
  private boolean forget(MailingId id, Language fallback) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "DELETE FROM mailing_text WHERE mailing_id = :id AND language = :language::language")
                .bind("id", id.value())
                .bind("language", fallback.name())
                .execute());
    return true;
  }

  /** Keeps others from the draft until the end of the transaction, and tells whether it is one. */
  boolean lock(ControllerId controller, MailingId id) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT id FROM mailing WHERE id = :id AND controller_id = :controller AND state = 'DRAFT' FOR UPDATE")
                .bind("id", id.value())
                .bind("controller", controller.value())
                .mapTo(Long.class)
                .findOne()
                .isPresent());
  }

  /** Keeps the text in a further language. */
  boolean translate(ControllerId controller, MailingId id, MailingText text, String by) {
    return touch(controller, id, by)
        && sql.with(
                handle ->
                    handle
                        .createUpdate(
                            "INSERT INTO mailing_text (mailing_id, language, subject, preheader, body)"
                                + " VALUES (:id, :language::language, :subject, :preheader, :body)"
                                + " ON CONFLICT (mailing_id, language) DO UPDATE"
                                + " SET subject = excluded.subject, preheader = excluded.preheader, body = excluded.body")
                        .bind("id", id.value())
                        .bind("language", text.language().name())
                        .bind("subject", text.subject())
                        .bind("preheader", text.preheader())
                        .bind("body", text.body())
                        .execute())
            == 1;
  }

  boolean drop(ControllerId controller, MailingId id, Language language, String by) {
    return touch(controller, id, by)
        && sql.with(
                handle ->
                    handle
                        .createUpdate(
                            "DELETE FROM mailing_text WHERE mailing_id = :id AND language = :language::language")
                        .bind("id", id.value())
                        .bind("language", language.name())
                        .execute())
            == 1;
  }

  /** The texts in other languages than the fallback. */
  Map<Language, MailingText> translations(Mailing mailing) {
    Map<Language, MailingText> texts = new EnumMap<>(Language.class);
    sql.with(
            handle ->
                handle
                    .createQuery(
                        "SELECT x.*, m.topic_id, m.format FROM mailing_text x JOIN mailing m ON m.id = x.mailing_id"
                            + " WHERE m.id = :id AND x.language <> m.language")
                    .bind("id", mailing.id().value())
                    .map((row, context) -> MailingStore.text(row))
                    .list())
        .forEach(text -> texts.put(text.language(), text));
    return texts;
  }

  /** Somebody works at the draft; false when it is none that can be changed. */
  boolean touch(ControllerId controller, MailingId id, String by) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE mailing SET authors = CASE WHEN :by = ANY (authors) THEN authors ELSE authors || ARRAY[:by] END"
                            + OPEN)
                    .bind("id", id.value())
                    .bind("controller", controller.value())
                    .bind("by", by)
                    .execute())
        == 1;
  }

  /** Throws a draft away with all that hangs on it. */
  boolean discard(ControllerId controller, MailingId id) {
    return sql.with(
            handle ->
                handle
                    .createUpdate("DELETE FROM mailing" + OPEN)
                    .bind("id", id.value())
                    .bind("controller", controller.value())
                    .execute())
        == 1;
  }

  /** Not for whoever wrote in it, and not when it changed since it was looked at. */
  boolean approve(ControllerId controller, MailingId id, int revision, String by) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE mailing SET approved_by = :by, approved_at = clock_timestamp()"
                            + OPEN
                            + " AND NOT wrote_in(mailing, :by) AND approved_by IS NULL AND revision = :revision")
                    .bind("revision", revision)
                    .bind("id", id.value())
                    .bind("controller", controller.value())
                    .bind("by", by)
                    .execute())
        == 1;
  }

  /** Whether somebody, or a program that acts for them, wrote in it. */
  boolean isBy(ControllerId controller, MailingId id, String actor) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT wrote_in(m, :actor) FROM mailing m WHERE m.id = :id AND m.controller_id = :controller")
                .bind("id", id.value())
                .bind("controller", controller.value())
                .bind("actor", actor)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
  }

  /** A new draft that says the same and looks the same; nothing when there is no such mailing. */
  Optional<MailingId> copy(ControllerId controller, MailingId id, String by) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(DraftStore.class, "copy"))
                .bind("id", id.value())
                .bind("controller", controller.value())
                .bind("by", by)
                .map((row, context) -> new MailingId(row.getLong("id")))
                .findOne());
  }

  boolean disapprove(ControllerId controller, MailingId id) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE mailing SET approved_by = NULL, approved_at = NULL"
                            + OPEN
                            + " AND approved_by IS NOT NULL")
                    .bind("id", id.value())
                    .bind("controller", controller.value())
                    .execute())
        == 1;
  }

  boolean schedule(ControllerId controller, MailingId id, Schedule schedule) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE mailing SET start_at = :at, start_zone = :zone, scheduled_by = :by, schedule_fault = NULL"
                            + OPEN)
                    .bind("at", Sql.time(schedule.at()))
                    .bind("zone", schedule.zone().getId())
                    .bind("by", schedule.by())
                    .bind("id", id.value())
                    .bind("controller", controller.value())
                    .execute())
        == 1;
  }

  /**
   * Takes the start back.
   *
   * @param fault why the portal did that by itself
   */
  boolean unschedule(ControllerId controller, MailingId id, Optional<String> fault) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE mailing SET start_at = NULL, start_zone = NULL, scheduled_by = NULL, schedule_fault = :fault"
                            + " WHERE id = :id AND controller_id = :controller AND state = 'DRAFT' AND start_at IS NOT NULL")
                    .bind("fault", fault.orElse(null))
                    .bind("id", id.value())
                    .bind("controller", controller.value())
                    .execute())
        == 1;
  }

  /** Sets the days and hours of its messages, or takes them away. */
  boolean keepTo(ControllerId controller, MailingId id, Optional<SendWindow> window) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE mailing SET window_days = :days, window_from = :from::time, window_until = :until::time, window_zone = :zone"
                            + OPEN)
                    .bind("days", window.map(SendWindow::bits).orElse(null))
                    .bind("from", window.map(one -> one.from().toString()).orElse(null))
                    .bind("until", window.map(SendWindow::end).orElse(null))
                    .bind("zone", window.map(one -> one.zone().getId()).orElse(null))
                    .bind("id", id.value())
                    .bind("controller", controller.value())
                    .execute())
        == 1;
  }

  /** The drafts whose moment has come, the oldest first. */
  List<MailingId> due(Instant now) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT id FROM mailing WHERE state = 'DRAFT' AND start_at <= :now ORDER BY start_at")
                .bind("now", Sql.time(now))
                .map((row, context) -> new MailingId(row.getLong("id")))
                .list());
  }

  private static <S extends SqlStatement<S>> S bind(S statement, MailingText text, Outfit outfit) {
    return statement
        .bind("topic", text.topic().value())
        .bind("language", text.language().name())
        .bind("subject", text.subject())
        .bind("preheader", text.preheader())
        .bind("body", text.body())
        .bind("format", text.format().name())
        .bind("layout", outfit.layoutVersion().orElse(null))
        .bind("inside", outfit.imagesInside());
  }
}
