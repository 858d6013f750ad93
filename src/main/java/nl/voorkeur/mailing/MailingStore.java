package nl.voorkeur.mailing;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.TopicKind;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Mailings in the database: found, started, moved from state to state. */
final class MailingStore {

  private final Sql sql;

  MailingStore(Sql sql) {
    this.sql = sql;
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

  /** Another controller's mailing is as good as none (promise 7). */
  Optional<Mailing> find(ControllerId controller, MailingId id) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    sql.text(MailingStore.class, "mailings")
                        + " WHERE m.id = :id AND m.controller_id = :controller")
                .bind("id", id.value())
                .bind("controller", controller.value())
                .map(MailingStore::mailing)
                .findOne());
  }

  /** Newest first. */
  List<Mailing> list(ControllerId controller, int offset, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    sql.text(MailingStore.class, "mailings")
                        + " WHERE m.controller_id = :controller"
                        + " ORDER BY m.id DESC LIMIT :limit OFFSET :offset")
                .bind("controller", controller.value())
                .bind("limit", limit)
                .bind("offset", offset)
                .map(MailingStore::mailing)
                .list());
  }

  long count(ControllerId controller) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT count(*) FROM mailing WHERE controller_id = :controller")
                .bind("controller", controller.value())
                .mapTo(Long.class)
                .one());
  }

  Optional<Job> job(MailingId id) {
    return sql.with(
        handle -> {
          Map<Language, Edition> editions = new EnumMap<>(Language.class);
          List<Job> found =
              handle
                  .createQuery(sql.text(MailingStore.class, "job"))
                  .bind("id", id.value())
                  .map((row, context) -> job(handle, row, editions))
                  .list();
          return found.stream().findFirst();
        });
  }

  private static Job job(Handle handle, ResultSet row, Map<Language, Edition> editions)
      throws SQLException {
    MailingText text = text(row);
    editions.put(text.language(), new Edition(text, matter(row)));
    MailingId id = new MailingId(row.getLong("id"));
    ControllerId controller = new ControllerId(row.getLong("controller_id"));
    boolean fallback = row.getString("fallback").equals(text.language().name());
    boolean inside = row.getBoolean("images_inside");
    return new Job(
        id,
        controller,
        row.getObject("seed", UUID.class),
        Language.valueOf(row.getString("fallback")),
        Language.valueOf(row.getString("default_language")),
        editions,
        Optional.ofNullable(row.getString("page")),
        inside,
        fallback ? PictureStore.list(handle, controller) : List.of(),
        fallback && inside ? PictureStore.shownIn(handle, id) : Map.of(),
        fallback ? attachments(handle, id) : List.of(),
        row.getBoolean("tracked"),
        fallback && row.getBoolean("tracked") ? LinkStore.of(handle, id) : Map.of());
  }

  private static List<Enclosure> attachments(Handle handle, MailingId id) {
    return handle
        .createQuery(
            "SELECT name, media_type, content FROM mailing_attachment WHERE mailing_id = :id ORDER BY id")
        .bind("id", id.value())
        .map(
            (row, context) ->
                new Enclosure(
                    row.getString("name"),
                    row.getString("media_type"),
                    row.getBytes("content"),
                    Optional.empty()))
        .list();
  }

  /** Fixes the audience and begins; false when it isn't a draft any more. */
  boolean start(MailingId id, TopicId topic, Instant at) {
    boolean started =
        sql.with(
                handle ->
                    handle
                        .createUpdate(sql.text(MailingStore.class, "start"))
                        .bind("mailing", id.value())
                        .bind("topic", topic.value())
                        .bind("at", Sql.time(at))
                        .execute())
            == 1;
    if (started) {
      job(id).filter(Job::tracked).ifPresent(new LinkStore(sql)::keep);
    }
    return started;
  }

  private static Mailing mailing(ResultSet row, StatementContext context) throws SQLException {
    long version = row.getLong("layout_version_id");
    return new Mailing(
        new MailingId(row.getLong("id")),
        new ControllerId(row.getLong("controller_id")),
        text(row),
        row.getString("topic_name"),
        new Outfit(
            version == 0 ? Optional.empty() : Optional.of(version),
            row.getBoolean("images_inside")),
        MailingState.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("held_by")),
        row.getLong("audience"),
        row.getString("created_by"),
        time(row, "created_at").orElseThrow(),
        time(row, "started_at"),
        time(row, "finished_at"),
        texts(row.getArray("authors")),
        row.getInt("revision"),
        approval(row),
        schedule(row),
        Optional.ofNullable(row.getString("schedule_fault")),
        window(row));
  }

  private static Optional<Approval> approval(ResultSet row) throws SQLException {
    Optional<Instant> at = time(row, "approved_at");
    return at.isEmpty()
        ? Optional.empty()
        : Optional.of(new Approval(row.getString("approved_by"), at.get()));
  }

  private static Optional<Schedule> schedule(ResultSet row) throws SQLException {
    Optional<Instant> at = time(row, "start_at");
    return at.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Schedule(
                at.get(), ZoneId.of(row.getString("start_zone")), row.getString("scheduled_by")));
  }

  private static Optional<SendWindow> window(ResultSet row) throws SQLException {
    int days = row.getInt("window_days");
    if (days == 0) {
      return Optional.empty();
    }
    String until = row.getString("window_until");
    return Optional.of(
        new SendWindow(
            SendWindow.days(days),
            LocalTime.parse(row.getString("window_from")),
            until.startsWith("24") ? LocalTime.MIDNIGHT : LocalTime.parse(until),
            ZoneId.of(row.getString("window_zone"))));
  }

  static MailingText text(ResultSet row) throws SQLException {
    return new MailingText(
        new TopicId(row.getLong("topic_id")),
        Language.valueOf(row.getString("language")),
        row.getString("subject"),
        row.getString("preheader"),
        row.getString("body"),
        BodyFormat.valueOf(row.getString("format")));
  }

  private static Matter matter(ResultSet row) throws SQLException {
    return new Matter(
        row.getString("topic_slug"),
        TopicKind.valueOf(row.getString("kind")),
        row.getString("topic_name"),
        LetterheadStore.letterhead(row));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
