package nl.voorkeur.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.text.Times;

/** The numbers of the dashboard in the database; it reads the tables of others and writes none. */
final class CountStore {

  private final Sql sql;

  CountStore(Sql sql) {
    this.sql = sql;
  }

  /** Counts whom each open topic may reach now, as the figure of a day; once for each. */
  void countTopics(LocalDate day, Instant now) {
    List<Long> topics =
        sql.with(
            handle ->
                handle
                    .createQuery(
                        "SELECT id FROM topic t WHERE open AND NOT EXISTS"
                            + " (SELECT FROM topic_day d WHERE d.topic_id = t.id AND d.day = :day)")
                    .bind("day", day)
                    .mapTo(Long.class)
                    .list());
    for (long topic : topics) {
      sql.with(
          handle ->
              handle
                  .createUpdate(
                      "INSERT INTO topic_day (topic_id, day, permitted)"
                          + " SELECT :topic, :day, count(*) FROM permission_decision(:topic, :now) WHERE permitted"
                          + " ON CONFLICT (topic_id, day) DO NOTHING")
                  .bind("topic", topic)
                  .bind("day", day)
                  .bind("now", Sql.time(now))
                  .execute());
    }
  }

  /** Counts every day from one on that is over and was not counted yet. */
  void countDays(LocalDate first, LocalDate today) {
    LocalDate from =
        sql.with(
            handle ->
                handle
                    .createQuery("SELECT max(day) FROM controller_day WHERE day >= :first")
                    .bind("first", first)
                    .mapTo(LocalDate.class)
                    .findOne()
                    .map(last -> last.plusDays(1))
                    .orElse(first));
    if (from.isBefore(today)) {
      sql.with(
          handle ->
              handle
                  .createUpdate(
                      "WITH counted AS ("
                          + sql.text(CountStore.class, "days")
                          + "), quiet AS (SELECT id AS controller_id, :last::date AS day, 0, 0, 0, 0, 0 FROM controller c"
                          + " WHERE NOT EXISTS (SELECT FROM counted WHERE controller_id = c.id AND day = :last::date))"
                          + " INSERT INTO controller_day (controller_id, day, sign_ups, opt_outs, sent, bounces, complaints)"
                          + " SELECT * FROM counted UNION ALL SELECT * FROM quiet ON CONFLICT (controller_id, day) DO NOTHING")
                  .bind("from", Sql.time(start(from)))
                  .bind("until", Sql.time(start(today)))
                  .bind("controller", (Long) null)
                  .bind("last", today.minusDays(1))
                  .execute());
    }
  }

  /** The days that were counted. */
  List<Day> counted(ControllerId controller, LocalDate from) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM controller_day WHERE controller_id = :controller AND day >= :from ORDER BY day")
                .bind("controller", controller.value())
                .bind("from", from)
                .map((row, context) -> day(row))
                .list());
  }

  /** The day that runs. */
  Day running(ControllerId controller, LocalDate today, Instant now) {
    return sql.with(
            handle ->
                handle
                    .createQuery(sql.text(CountStore.class, "days"))
                    .bind("from", Sql.time(start(today)))
                    .bind("until", Sql.time(now.plusSeconds(1)))
                    .bind("controller", controller.value())
                    .map((row, context) -> day(row))
                    .findFirst())
        .orElseGet(() -> Day.quiet(today));
  }

  private static Day day(ResultSet row) throws SQLException {
    return new Day(
        row.getObject("day", LocalDate.class),
        row.getLong("sign_ups"),
        row.getLong("opt_outs"),
        row.getLong("sent"),
        row.getLong("bounces"),
        row.getLong("complaints"));
  }

  /** By topic, whom it might reach as each day began. */
  Map<TopicId, SortedMap<LocalDate, Long>> permitted(ControllerId controller, LocalDate from) {
    Map<TopicId, SortedMap<LocalDate, Long>> topics = new HashMap<>();
    sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT d.* FROM topic_day d JOIN topic t ON t.id = d.topic_id"
                        + " WHERE t.controller_id = :controller AND d.day >= :from")
                .bind("controller", controller.value())
                .bind("from", from)
                .map(
                    (row, context) ->
                        topics
                            .computeIfAbsent(
                                new TopicId(row.getLong("topic_id")), topic -> new TreeMap<>())
                            .put(row.getObject("day", LocalDate.class), row.getLong("permitted")))
                .list());
    return topics;
  }

  List<Departures> departures(ControllerId controller, Instant from) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT l.reason, count(*) AS people FROM leaving l JOIN topic t ON t.id = l.topic_id"
                        + " WHERE t.controller_id = :controller AND l.at >= :from GROUP BY l.reason ORDER BY people DESC, l.reason")
                .bind("controller", controller.value())
                .bind("from", Sql.time(from))
                .map(
                    (row, context) ->
                        new Departures(row.getString("reason"), row.getLong("people")))
                .list());
  }

  /** What people wrote when they stopped, newest first. */
  List<Departures.Words> words(
      ControllerId controller, Optional<TopicId> topic, int offset, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT l.* FROM topic t CROSS JOIN LATERAL (SELECT * FROM leaving w WHERE w.topic_id = t.id AND w.words <> ''"
                        + " ORDER BY w.at DESC LIMIT :offset + :limit) l"
                        + " WHERE t.controller_id = :controller AND (:topic::bigint IS NULL OR t.id = :topic)"
                        + " ORDER BY l.at DESC LIMIT :limit OFFSET :offset")
                .bind("controller", controller.value())
                .bind("topic", topic.map(TopicId::value).orElse(null))
                .bind("limit", limit)
                .bind("offset", offset)
                .map(
                    (row, context) ->
                        new Departures.Words(
                            new TopicId(row.getLong("topic_id")),
                            row.getString("reason"),
                            row.getString("words"),
                            row.getObject("at", OffsetDateTime.class).toInstant()))
                .list());
  }

  List<Running> running(ControllerId controller) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT m.id, m.subject, m.state, m.audience, (SELECT count(*) FROM delivery d"
                        + " WHERE d.mailing_id = m.id AND d.state IN ('READY', 'SENDING')) AS open"
                        + " FROM mailing m WHERE m.controller_id = :controller AND m.state IN ('SENDING', 'PAUSED') ORDER BY m.id DESC")
                .bind("controller", controller.value())
                .map(
                    (row, context) ->
                        new Running(
                            new MailingId(row.getLong("id")),
                            row.getString("subject"),
                            row.getString("state").equals("PAUSED"),
                            row.getLong("audience"),
                            Math.max(0, row.getLong("audience") - row.getLong("open"))))
                .list());
  }

  /** Lists that went out and whose time to be used ends within a day, the first to end first. */
  List<Expiring> expiring(ControllerId controller, Instant now) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT id, receiver, expires_at FROM export WHERE controller_id = :controller AND state = 'DONE'"
                        + " AND expires_at > :now AND expires_at <= :soon ORDER BY expires_at LIMIT 20")
                .bind("controller", controller.value())
                .bind("now", Sql.time(now))
                .bind("soon", Sql.time(now.plus(Duration.ofHours(24))))
                .map(
                    (row, context) ->
                        new Expiring(
                            row.getLong("id"),
                            row.getString("receiver"),
                            row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .list());
  }

  /** Programs that have taken no messages for an hour or more. */
  List<DeafProgram> deafPrograms(ControllerId controller, Instant now) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT id, url, disabled_at IS NOT NULL AS disabled FROM webhook WHERE controller_id = :controller AND ended_at IS NULL"
                        + " AND (disabled_at IS NOT NULL OR failing_since < :since) ORDER BY id LIMIT 20")
                .bind("controller", controller.value())
                .bind("since", Sql.time(now.minus(Duration.ofHours(1))))
                .map(
                    (row, context) ->
                        new DeafProgram(
                            row.getLong("id"), row.getString("url"), row.getBoolean("disabled")))
                .list());
  }

  /** Requests to be answered within a week, or that should have been, the most pressing first. */
  List<Pressing> pressing(ControllerId controller, LocalDate today) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT id, due_on FROM rights_case WHERE controller_id = :controller AND outcome IS NULL"
                        + " AND due_on <= :soon ORDER BY due_on, id LIMIT 20")
                .bind("controller", controller.value())
                .bind("soon", today.plusDays(7))
                .map(
                    (row, context) -> {
                      LocalDate due = row.getObject("due_on", LocalDate.class);
                      return new Pressing(row.getLong("id"), due, due.isBefore(today));
                    })
                .list());
  }

  /** Imports whose people must be told within a week where their data came from, or should be. */
  List<Pressing> untold(ControllerId controller, LocalDate today) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT id, inform_by FROM import_batch WHERE controller_id = :controller AND inform_by IS NOT NULL"
                        + " AND informed_at IS NULL AND done > 0 AND inform_by <= :soon ORDER BY inform_by, id LIMIT 20")
                .bind("controller", controller.value())
                .bind("soon", today.plusDays(7))
                .map(
                    (row, context) -> {
                      LocalDate due = row.getObject("inform_by", LocalDate.class);
                      return new Pressing(row.getLong("id"), due, due.isBefore(today));
                    })
                .list());
  }

  /** Exports of which a receiver was not told for so long whom to drop. */
  List<Expiring> unheard(ControllerId controller, Instant before) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT e.id, e.receiver, min(c.noticed_at) AS since FROM recall c JOIN export e ON e.id = c.export_id"
                        + " WHERE c.acknowledged_at IS NULL AND e.controller_id = :controller AND e.destroyed_at IS NULL"
                        + " GROUP BY e.id HAVING min(c.noticed_at) < :before ORDER BY since LIMIT 20")
                .bind("controller", controller.value())
                .bind("before", Sql.time(before))
                .map(
                    (row, context) ->
                        new Expiring(
                            row.getLong("id"),
                            row.getString("receiver"),
                            row.getObject("since", OffsetDateTime.class).toInstant()))
                .list());
  }

  static Instant start(LocalDate day) {
    return day.atStartOfDay(Times.ZONE).toInstant();
  }
}
