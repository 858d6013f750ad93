package nl.voorkeur.importing;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;

/** Imports in the database: what each is, how far it is, and who is at work on it. */
final class BatchStore {

  private final Sql sql;

  BatchStore(Sql sql) {
    this.sql = sql;
  }

  Optional<ImportBatch> find(ImportBatchId id) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM import_batch WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> batch(handle, row))
                .findOne());
  }

  List<ImportBatch> list(ControllerId controller, int offset, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM import_batch WHERE controller_id = :controller"
                        + " ORDER BY id DESC LIMIT :limit OFFSET :offset")
                .bind("controller", controller.value())
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> batch(handle, row))
                .list());
  }

  int count(ControllerId controller) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT count(*) FROM import_batch WHERE controller_id = :controller")
                .bind("controller", controller.value())
                .mapTo(Integer.class)
                .one());
  }

  /** Takes over a plan and asks for a check; false when it is too late for that. */
  boolean plan(ImportBatchId id, ImportPlan plan, boolean thenStart, Duration lease) {
    Layout layout = plan.layout();
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE import_batch SET kind = :kind, topics = :topics, charset = :charset, delimiter = :delimiter,"
                            + " header = :header, date_order = :dateOrder, fields = :fields,"
                            + " obtained_at_sale = :obtainedAtSale, start_after_check = :thenStart, state = 'CHECKING',"
                            + " attempts = 0, failure = NULL, failure_line = NULL,"
                            + " lease_until = clock_timestamp() + :lease * interval '1 second'"
                            + " WHERE id = :id AND state IN ('UPLOADED', 'CHECKED', 'FAILED')"
                            + " AND EXISTS (SELECT FROM import_part p WHERE p.batch_id = :id)")
                    .bind("id", id.value())
                    .bind("kind", plan.kind().name())
                    .bind("topics", plan.topics().stream().map(TopicId::value).toArray(Long[]::new))
                    .bind("charset", layout.charset().name())
                    .bind("delimiter", String.valueOf(layout.delimiter()))
                    .bind("header", layout.header())
                    .bind("dateOrder", layout.dateOrder().name())
                    .bind("fields", layout.fields().stream().map(Enum::name).toArray(String[]::new))
                    .bind("obtainedAtSale", plan.obtainedAtSale())
                    .bind("thenStart", thenStart)
                    .bind("lease", lease.toSeconds())
                    .execute())
        == 1;
  }

  /** Asks for the import of a checked file; false when it isn't checked. */
  boolean start(ImportBatchId id, Duration lease) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE import_batch SET state = 'IMPORTING', attempts = 0,"
                            + " lease_until = clock_timestamp() + :lease * interval '1 second'"
                            + " WHERE id = :id AND state = 'CHECKED'")
                    .bind("id", id.value())
                    .bind("lease", lease.toSeconds())
                    .execute())
        == 1;
  }

  /** Gives a file up that isn't imported, and drops what was read of it. */
  boolean cancel(ImportBatchId id) {
    return sql.with(
        handle ->
            handle.inTransaction(
                tx -> {
                  int changed =
                      tx.createUpdate(
                              "UPDATE import_batch SET state = 'CANCELLED', finished_at = clock_timestamp()"
                                  + " WHERE id = :id AND state IN ('UPLOADED', 'CHECKED', 'FAILED')")
                          .bind("id", id.value())
                          .execute();
                  if (changed == 1) {
                    for (String table :
                        List.of("import_part", "import_result", "import_count", "import_row")) {
                      tx.createUpdate("DELETE FROM " + table + " WHERE batch_id = :id")
                          .bind("id", id.value())
                          .execute();
                    }
                  }
                  return changed == 1;
                }));
  }

  void fail(ImportBatchId id, ImportFailure failure, Optional<Integer> line) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "UPDATE import_batch SET state = 'FAILED', failure = :failure, failure_line = :line,"
                        + " lease_until = NULL WHERE id = :id")
                .bind("id", id.value())
                .bind("failure", failure.name())
                .bind("line", line.orElse(null))
                .execute());
  }

  /** Work that waits and that nobody is at, the oldest first. */
  Optional<ImportBatchId> claim(Duration lease) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "UPDATE import_batch SET lease_until = clock_timestamp() + :lease * interval '1 second',"
                        + " attempts = attempts + 1 WHERE id = (SELECT id FROM import_batch"
                        + " WHERE state IN ('CHECKING', 'IMPORTING')"
                        + " AND (lease_until IS NULL OR lease_until < clock_timestamp())"
                        + " ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id")
                .bind("lease", lease.toSeconds())
                .mapTo(Long.class)
                .findOne()
                .map(ImportBatchId::new));
  }

  /** Leaves the work for another try, in a while; how many there have been. */
  int release(ImportBatchId id, Duration pause) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "UPDATE import_batch SET lease_until = clock_timestamp() + :pause * interval '1 second'"
                        + " WHERE id = :id RETURNING attempts")
                .bind("id", id.value())
                .bind("pause", pause.toSeconds())
                .mapTo(Integer.class)
                .one());
  }

  /** Whether all these are topics of the controller, and of marketing where that is asked. */
  Optional<PlanFault> topicFault(ImportBatchId id, List<TopicId> topics, boolean customers) {
    List<Boolean> own =
        sql.with(
            handle ->
                handle
                    .createQuery(
                        "SELECT t.own_products FROM topic t JOIN import_batch b ON b.controller_id = t.controller_id"
                            + " WHERE b.id = :id AND t.id = ANY (:topics)")
                    .bind("id", id.value())
                    .bind("topics", topics.stream().map(TopicId::value).toArray(Long[]::new))
                    .mapTo(Boolean.class)
                    .list());
    if (own.size() != topics.stream().distinct().count()) {
      return Optional.of(PlanFault.TOPIC_UNKNOWN);
    }
    return customers && own.contains(false)
        ? Optional.of(PlanFault.TOPIC_NOT_OWN_PRODUCTS)
        : Optional.empty();
  }

  private static ImportBatch batch(Handle handle, ResultSet row) throws SQLException {
    long id = row.getLong("id");
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    Map<String, Integer> refusals = new TreeMap<>();
    handle
        .createQuery("SELECT outcome, fault, records FROM import_count WHERE batch_id = :id")
        .bind("id", id)
        .map(
            (count, context) -> {
              Outcome outcome = Outcome.valueOf(count.getString("outcome"));
              counts.merge(outcome, count.getInt("records"), Integer::sum);
              if (outcome == Outcome.REFUSED) {
                refusals.put(count.getString("fault"), count.getInt("records"));
              }
              return outcome;
            })
        .list();
    int failureLine = row.getInt("failure_line");
    return new ImportBatch(
        new ImportBatchId(id),
        new ControllerId(row.getLong("controller_id")),
        row.getString("file_name"),
        row.getLong("file_size"),
        Encoding.valueOf(row.getString("encoding")),
        Optional.ofNullable(row.getString("kind")).map(ImportKind::valueOf),
        Arrays.stream(longs(row.getArray("topics"))).map(TopicId::new).toList(),
        layout(row),
        row.getBoolean("obtained_at_sale"),
        ImportState.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("failure")).map(ImportFailure::valueOf),
        failureLine == 0 ? Optional.empty() : Optional.of(failureLine),
        row.getInt("records"),
        row.getInt("done"),
        row.getString("actor"),
        time(row, "created_at").orElseThrow(),
        time(row, "finished_at"),
        counts,
        refusals);
  }

  private static Optional<Layout> layout(ResultSet row) throws SQLException {
    if (row.getString("charset") == null) {
      return Optional.empty();
    }
    String[] fields = (String[]) row.getArray("fields").getArray();
    return Optional.of(
        new Layout(
            FileCharset.valueOf(row.getString("charset")),
            row.getString("delimiter").charAt(0),
            row.getBoolean("header"),
            DateOrder.valueOf(row.getString("date_order")),
            Arrays.stream(fields).map(ImportField::valueOf).toList()));
  }

  static Long[] longs(Array array) throws SQLException {
    return array == null ? new Long[0] : (Long[]) array.getArray();
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
