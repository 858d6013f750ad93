package nl.voorkeur.exporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.voorkeur.exporting.Manifest.Contents;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** The manifests of exports in the database. */
final class ExportStore {

  private final Sql sql;

  ExportStore(Sql sql) {
    this.sql = sql;
  }

  static Long[] ids(List<TopicId> topics) {
    return topics.stream().map(TopicId::value).toArray(Long[]::new);
  }

  /** The controller's topics and their names in files. */
  Map<TopicId, String> slugs(ControllerId controller) {
    return sql.with(
        handle -> {
          Map<TopicId, String> slugs = new HashMap<>();
          handle
              .createQuery("SELECT id, slug FROM topic WHERE controller_id = :controller")
              .bind("controller", controller.value())
              .map((row, context) -> slugs.put(new TopicId(row.getLong(1)), row.getString(2)))
              .list();
          return slugs;
        });
  }

  ExportId announce(
      ControllerId controller,
      ExportRequest request,
      String receiver,
      ExportState state,
      String actor,
      int hours) {
    return sql.with(
        handle ->
            handle.inTransaction(
                transaction -> {
                  long id =
                      bind(
                              transaction.createQuery(sql.text(ExportStore.class, "announce")),
                              request)
                          .bind("controller", controller.value())
                          .bind("receiver", receiver)
                          .bind("state", state.name())
                          .bind("actor", actor)
                          .bind("hours", hours)
                          .mapTo(Long.class)
                          .one();
                  new SegmentStore(sql).keep(transaction, id, request.filter().segments());
                  return new ExportId(id);
                }));
  }

  private static <S extends SqlStatement<S>> S bind(S statement, ExportRequest request) {
    return statement
        .bind("topics", ids(request.topics()))
        .bind("use", request.use().name())
        .bind("purpose", request.purpose())
        .bind("key", request.receiver())
        .bind("profile", request.profile().name())
        .bind(
            "columns", request.columns().stream().map(Enum::name).collect(Collectors.joining(",")))
        .bind("language", request.filter().language().map(Enum::name).orElse(null))
        .bind("country", request.filter().country().orElse(null))
        .bind("since", request.filter().since().orElse(null))
        .bind("gzip", request.gzip());
  }

  /** The second person's answer; false when there is nothing to answer, or it is their own. */
  boolean decide(ControllerId controller, ExportId id, boolean agreed, String actor, int hours) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE export SET state = :state::export_state, decided_by = :actor, decided_at = clock_timestamp(),"
                            + " expires_at = clock_timestamp() + :hours * interval '1 hour'"
                            + " WHERE id = :id AND controller_id = :controller AND state = 'ASKED' AND actor <> :actor")
                    .bind("state", (agreed ? ExportState.ANNOUNCED : ExportState.REFUSED).name())
                    .bind("actor", actor)
                    .bind("hours", hours)
                    .bind("id", id.value())
                    .bind("controller", controller.value())
                    .execute())
        == 1;
  }

  /** Takes an announced export in hand; false when it was fetched, expired, or is another's. */
  boolean take(ControllerId controller, ExportId id, String actor) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE export SET state = 'WRITING', touched_at = clock_timestamp()"
                            + " WHERE id = :id AND controller_id = :controller AND actor = :actor"
                            + " AND state = 'ANNOUNCED' AND expires_at > clock_timestamp()")
                    .bind("id", id.value())
                    .bind("controller", controller.value())
                    .bind("actor", actor)
                    .execute())
        == 1;
  }

  /**
   * Begins with the list.
   *
   * @return the moment at which its people are asked about; whatever the ledger hears of them in
   *     transactions that are not seen now, belongs to the recall feed
   */
  Instant begin(ExportId id) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "UPDATE export SET made_at = clock_timestamp(), recalled_to = pg_snapshot_xmin(pg_current_snapshot())::text::bigint,"
                        + " profiling = only_country IS NOT NULL OR EXISTS (SELECT FROM export_segment s"
                        + " JOIN question q ON q.id = s.question_id WHERE s.export_id = export.id AND q.profiling)"
                        + " WHERE id = :id RETURNING made_at")
                .bind("id", id.value())
                .mapTo(OffsetDateTime.class)
                .one()
                .toInstant());
  }

  void finish(ExportId id, Contents contents, Map<String, Long> causes, int hours) {
    sql.with(
        handle ->
            handle.inTransaction(
                tx -> {
                  causes.forEach((cause, people) -> exclude(tx, id, cause, people));
                  return tx.createUpdate(sql.text(ExportStore.class, "finish"))
                      .bind("hours", hours)
                      .bind("rows", contents.rows())
                      .bind("bytes", contents.bytes())
                      .bind("sha256", HexFormat.of().parseHex(contents.sha256()))
                      .bind("id", id.value())
                      .execute();
                }));
  }

  private static void exclude(Handle tx, ExportId id, String cause, long people) {
    boolean left = isLeftOut(cause);
    tx.createUpdate(
            left
                ? "INSERT INTO export_left_out (export_id, cause, people) VALUES (:id, :cause, :people)"
                : "INSERT INTO export_exclusion (export_id, reason, people) VALUES (:id, :cause::denial, :people)")
        .bind("id", id.value())
        .bind("cause", cause)
        .bind("people", people)
        .execute();
  }

  private static boolean isLeftOut(String cause) {
    return Arrays.stream(LeftOut.values()).anyMatch(one -> one.name().equals(cause));
  }

  /** Counts by cause what a list would hold now. */
  Preview preview(ListQuery query) {
    return sql.with(
        handle -> {
          Map<Denial, Long> excluded = new EnumMap<>(Denial.class);
          Map<LeftOut, Long> leftOut = new EnumMap<>(LeftOut.class);
          long[] permitted = {0};
          handle
              .createQuery(query.count())
              .map(
                  (row, context) -> {
                    String cause = row.getString("cause");
                    long people = row.getLong("people");
                    if (cause == null) {
                      permitted[0] = people;
                    } else if (isLeftOut(cause)) {
                      leftOut.put(LeftOut.valueOf(cause), people);
                    } else {
                      excluded.put(Denial.valueOf(cause), people);
                    }
                    return people;
                  })
              .list();
          return new Preview(permitted[0], excluded, leftOut);
        });
  }

  /** Some of it may have left: who is in what was read stays in the recall feed. */
  void breakOff(ExportId id) {
    sql.with(
        handle ->
            handle
                .createUpdate(sql.text(ExportStore.class, "break_off"))
                .bind("id", id.value())
                .execute());
  }

  /** Gives up what a node that is gone was writing. */
  int breakOffForgotten() {
    return sql.with(
        handle ->
            handle
                .createUpdate(
                    "UPDATE export SET state = 'BROKEN', recall_until = clock_timestamp() + interval '30 days'"
                        + " WHERE state = 'WRITING' AND touched_at < clock_timestamp() - interval '15 minutes'")
                .execute());
  }

  Optional<Manifest> find(ControllerId controller, ExportId id) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM export WHERE id = :id AND controller_id = :controller")
                .bind("id", id.value())
                .bind("controller", controller.value())
                .map((row, context) -> manifest(handle, row))
                .findOne());
  }

  List<Manifest> list(ControllerId controller, int offset, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM export WHERE controller_id = :controller"
                        + " ORDER BY id DESC LIMIT :limit OFFSET :offset")
                .bind("controller", controller.value())
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> manifest(handle, row))
                .list());
  }

  /** The next older ones than an export. */
  List<Manifest> before(ControllerId controller, long id, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM export WHERE controller_id = :controller AND id < :id"
                        + " ORDER BY id DESC LIMIT :limit")
                .bind("controller", controller.value())
                .bind("id", id)
                .bind("limit", limit)
                .map((row, context) -> manifest(handle, row))
                .list());
  }

  int count(ControllerId controller) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT count(*) FROM export WHERE controller_id = :controller")
                .bind("controller", controller.value())
                .mapTo(Integer.class)
                .one());
  }

  private static Manifest manifest(Handle handle, ResultSet row) throws SQLException {
    long id = row.getLong("id");
    ExportState state = ExportState.valueOf(row.getString("state"));
    Optional<Contents> contents =
        state == ExportState.DONE
            ? Optional.of(
                new Contents(
                    time(row, "made_at").orElseThrow(),
                    row.getLong("row_count"),
                    row.getLong("byte_count"),
                    HexFormat.of().formatHex(row.getBytes("sha256"))))
            : Optional.empty();
    Optional<Manifest.Recall> recall =
        time(row, "recall_until").isPresent() && row.getObject("recalled_to") != null
            ? Optional.of(
                new Manifest.Recall(
                    row.getInt("recalls"),
                    time(row, "recall_until").orElseThrow(),
                    time(row, "destroyed_at")))
            : Optional.empty();
    return new Manifest(
        new ExportId(id),
        new ControllerId(row.getLong("controller_id")),
        request(row, SegmentStore.of(handle, id)),
        row.getString("receiver"),
        state,
        row.getString("actor"),
        Optional.ofNullable(row.getString("decided_by")),
        row.getString("rule_version"),
        time(row, "created_at").orElseThrow(),
        time(row, "expires_at").orElseThrow(),
        contents,
        counts(handle, id, "SELECT reason, people FROM export_exclusion", Denial::valueOf),
        counts(handle, id, "SELECT cause, people FROM export_left_out", LeftOut::valueOf),
        recall);
  }

  private static ExportRequest request(ResultSet row, List<Segment> segments) throws SQLException {
    Long[] topics = (Long[]) row.getArray("topics").getArray();
    return new ExportRequest(
        Arrays.stream(topics).map(TopicId::new).toList(),
        ListUse.valueOf(row.getString("use")),
        row.getString("purpose"),
        row.getString("receiver_key"),
        ExportProfile.valueOf(row.getString("profile")),
        Arrays.stream(row.getString("columns").split(","))
            .filter(name -> !name.isEmpty())
            .map(ExportColumn::valueOf)
            .collect(Collectors.toCollection(TreeSet::new)),
        new ExportFilter(
            Optional.ofNullable(row.getString("only_language")).map(Language::valueOf),
            Optional.ofNullable(row.getString("only_country")),
            Optional.ofNullable(row.getObject("only_since", LocalDate.class)),
            segments),
        row.getBoolean("gzip"));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static <K> Map<K, Long> counts(
      Handle handle, long id, String query, Function<String, K> key) {
    Map<K, Long> counts = new HashMap<>();
    handle
        .createQuery(query + " WHERE export_id = :id")
        .bind("id", id)
        .map((one, context) -> counts.put(key.apply(one.getString(1)), one.getLong(2)))
        .list();
    return counts;
  }
}
