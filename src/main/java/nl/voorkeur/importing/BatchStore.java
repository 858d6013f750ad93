package nl.voorkeur.importing;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nl.voorkeur.importing.Steps.Stopped;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Imports in the database: what each is, how far it is, and who is at work on it. What staff and
 * programs ask names the controller, so that another's import is as good as none (promise 7).
 */
final class BatchStore {

  private final Sql sql;

  BatchStore(Sql sql) {
    this.sql = sql;
  }

  /** For who is at work on it. */
  Optional<ImportBatch> find(ImportBatchId id) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM import_batch WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> BatchMapper.batch(handle, row))
                .findOne());
  }

  Optional<ImportBatch> find(ControllerId controller, ImportBatchId id) {
    return find(id).filter(batch -> batch.controller().equals(controller));
  }

  List<ImportBatch> list(ControllerId controller, int offset, int limit) {
    return list(
        controller,
        "SELECT * FROM import_batch WHERE controller_id = :controller"
            + " ORDER BY id DESC LIMIT :limit OFFSET :offset",
        query -> query.bind("limit", limit).bind("offset", offset));
  }

  /** Of whose people somebody still has to tell where their data came from, the first due first. */
  List<ImportBatch> toInform(ControllerId controller) {
    return list(
        controller,
        "SELECT * FROM import_batch WHERE controller_id = :controller AND inform_by IS NOT NULL"
            + " AND informed_at IS NULL AND done > 0 ORDER BY inform_by, id LIMIT 100",
        query -> {});
  }

  /** Imports of the very same file that count, the newest first. */
  List<ImportBatch> sameFile(ControllerId controller, ImportBatchId id) {
    return list(
        controller,
        "SELECT o.* FROM import_batch o JOIN import_batch b ON b.controller_id = o.controller_id"
            + " AND b.file_sha256 = o.file_sha256 WHERE b.id = :id AND o.id <> b.id AND o.controller_id = :controller"
            + " AND o.state NOT IN ('CANCELLED', 'FAILED', 'UNDONE') ORDER BY o.id DESC LIMIT 5",
        query -> query.bind("id", id.value()));
  }

  private List<ImportBatch> list(
      ControllerId controller, String query, Consumer<SqlStatement<?>> values) {
    return sql.with(
        handle -> {
          var asked = handle.createQuery(query).bind("controller", controller.value());
          values.accept(asked);
          return asked.map((row, context) -> BatchMapper.batch(handle, row)).list();
        });
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
  boolean plan(
      ControllerId controller,
      ImportBatchId id,
      ImportPlan plan,
      boolean thenStart,
      Duration lease) {
    Layout layout = plan.layout();
    Ground ground = plan.ground();
    return sql.with(
            handle ->
                handle
                    .createUpdate(sql.text(BatchStore.class, "plan"))
                    .bind("id", id.value())
                    .bind("controller", controller.value())
                    .bind("kind", plan.kind().name())
                    .bind("topics", plan.topics().stream().map(TopicId::value).toArray(Long[]::new))
                    .bind("charset", layout.charset().name())
                    .bind("delimiter", String.valueOf(layout.delimiter()))
                    .bind("header", layout.header())
                    .bind("dateOrder", layout.dateOrder().name())
                    .bind("fields", layout.fields().stream().map(Enum::name).toArray(String[]::new))
                    .bind("obtainedAtSale", ground.obtainedAtSale())
                    .bind("freeAccounts", ground.freeAccounts())
                    .bind("keepsUnproven", ground.keepsUnproven())
                    .bind("sourceKind", ground.source().map(Enum::name).orElse(null))
                    .bind("source", ground.from())
                    .bind("obtainedOn", ground.obtainedOn().orElse(null))
                    .bind("agreement", ground.agreement().orElse(null))
                    .bind("wording", ground.wording())
                    .bind("wordingId", wording(handle, controller, ground.wording()))
                    .bind("informBy", ground.informBy().orElse(null))
                    .bind("thenStart", thenStart)
                    .bind("lease", lease.toSeconds())
                    .execute())
        == 1;
  }

  /** The number of what the people were asked; null is how the column says none. */
  private Long wording(Handle handle, ControllerId controller, String text) {
    return text.isEmpty()
        ? null
        : handle
            .createQuery(sql.text(BatchStore.class, "wording"))
            .bind("controller", controller.value())
            .bind("text", text)
            .mapTo(Long.class)
            .one();
  }

  /** Asks for the import of a checked file, or for the rest of one that was stopped. */
  boolean start(ControllerId controller, ImportBatchId id, Duration lease) {
    return change(
        controller,
        id,
        "state = 'IMPORTING', attempts = 0, failure = NULL, lease_until = clock_timestamp() + :lease * interval '1 second'"
            + " WHERE state IN ('CHECKED', 'STOPPED')",
        update -> update.bind("lease", lease.toSeconds()));
  }

  /** Asks for an undo; false when there is nothing to undo, or when it is under way or done. */
  boolean undo(ControllerId controller, ImportBatchId id, String actor, Duration lease) {
    return change(
        controller,
        id,
        "state = 'UNDOING', attempts = 0, failure = NULL, undone_by = :actor,"
            + " lease_until = clock_timestamp() + :lease * interval '1 second'"
            + " WHERE state IN ('DONE', 'STOPPED') AND done > 0 AND kind IN ('CUSTOMERS', 'CONSENTS')",
        update -> update.bind("actor", actor).bind("lease", lease.toSeconds()));
  }

  /** Notes that the people were told where their data came from. */
  boolean informed(ControllerId controller, ImportBatchId id, String how, String actor) {
    return change(
        controller,
        id,
        "informed_at = clock_timestamp(), informed_by = :actor, informed_how = :how"
            + " WHERE inform_by IS NOT NULL AND informed_at IS NULL",
        update -> update.bind("actor", actor).bind("how", how));
  }

  private boolean change(
      ControllerId controller, ImportBatchId id, String what, Consumer<SqlStatement<?>> values) {
    return sql.with(
            handle -> {
              var update =
                  handle
                      .createUpdate(
                          "UPDATE import_batch SET "
                              + what
                              + " AND id = :id AND controller_id = :controller")
                      .bind("id", id.value())
                      .bind("controller", controller.value());
              values.accept(update);
              return update.execute();
            })
        == 1;
  }

  /** Gives a file up that isn't imported, also while it is being read, and drops what was read. */
  boolean cancel(ControllerId controller, ImportBatchId id) {
    return ended(
        controller,
        id,
        "state = 'CANCELLED', finished_at = clock_timestamp(), lease_until = NULL"
            + " WHERE state IN ('UPLOADED', 'CHECKING', 'CHECKED', 'FAILED')",
        tx -> forgetRows(tx, id));
  }

  /** Stops an import half way: what is done stays, and the rest can follow or be left. */
  boolean stop(ControllerId controller, ImportBatchId id) {
    return ended(
        controller,
        id,
        "state = 'STOPPED', finished_at = clock_timestamp(), lease_until = NULL WHERE state = 'IMPORTING'",
        tx -> countDone(tx, id));
  }

  private boolean ended(
      ControllerId controller, ImportBatchId id, String what, Consumer<Handle> then) {
    return sql.with(
        handle ->
            handle.inTransaction(
                tx -> {
                  tx.execute("SET LOCAL statement_timeout = '10min'");
                  int changed =
                      tx.createUpdate(
                              "UPDATE import_batch SET "
                                  + what
                                  + " AND id = :id AND controller_id = :controller")
                          .bind("id", id.value())
                          .bind("controller", controller.value())
                          .execute();
                  if (changed == 1) {
                    then.accept(tx);
                    tx.createUpdate("DELETE FROM import_part WHERE batch_id = :id")
                        .bind("id", id.value())
                        .execute();
                  }
                  return changed == 1;
                }));
  }

  /** Forgets what was read of the file. */
  void forgetRows(Handle tx, ImportBatchId id) {
    for (String table : List.of("import_result", "import_count", "import_row")) {
      tx.createUpdate("DELETE FROM " + table + " WHERE batch_id = :id")
          .bind("id", id.value())
          .execute();
    }
  }

  /** Counts what was imported by outcome. */
  void countDone(Handle tx, ImportBatchId id) {
    count(tx, id, "(SELECT done FROM import_batch WHERE id = :batch)");
  }

  /** Counts every record by outcome. */
  void countAll(Handle tx, ImportBatchId id) {
    count(tx, id, Integer.toString(Integer.MAX_VALUE));
  }

  private void count(Handle tx, ImportBatchId id, String last) {
    for (String statement :
        List.of(
            "DELETE FROM import_count WHERE batch_id = :batch",
            sql.text(BatchStore.class, "count").replace(":last", last))) {
      tx.createUpdate(statement).bind("batch", id.value()).execute();
    }
  }

  void fail(ImportBatchId id, ImportFailure failure, Optional<Integer> line) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "UPDATE import_batch SET state = 'FAILED', failure = :failure, failure_line = :line,"
                        + " lease_until = NULL WHERE id = :id AND state = 'CHECKING'")
                .bind("id", id.value())
                .bind("failure", failure.name())
                .bind("line", line.orElse(null))
                .execute());
  }

  /** It went wrong again and again: waits for a person, who may let it go on. */
  void giveUp(ImportBatchId id) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "UPDATE import_batch SET failure = 'OUTAGE', lease_until = NULL,"
                        + " state = CASE state WHEN 'IMPORTING' THEN 'STOPPED'::import_state WHEN 'UNDOING' THEN 'DONE' ELSE 'FAILED' END"
                        + " WHERE id = :id AND state IN ('CHECKING', 'IMPORTING', 'UNDOING')")
                .bind("id", id.value())
                .execute());
  }

  /**
   * Looks, beside a long transaction, whether the work is still wanted.
   *
   * @throws Stopped when it isn't
   */
  void requireState(ImportBatchId id, ImportState state) {
    boolean wanted =
        sql.with(
            handle ->
                handle
                    .createQuery("SELECT state::text FROM import_batch WHERE id = :id")
                    .bind("id", id.value())
                    .mapTo(String.class)
                    .one()
                    .equals(state.name()));
    if (!wanted) {
      throw new Stopped();
    }
  }

  /** Work that waits and that nobody is at, the oldest first. */
  Optional<ImportBatchId> claim(Duration lease) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "UPDATE import_batch SET lease_until = clock_timestamp() + :lease * interval '1 second',"
                        + " attempts = attempts + 1 WHERE id = (SELECT id FROM import_batch"
                        + " WHERE state IN ('CHECKING', 'IMPORTING', 'UNDOING')"
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
  Optional<PlanFault> topicFault(ControllerId controller, List<TopicId> topics, boolean customers) {
    List<Boolean> own =
        sql.with(
            handle ->
                handle
                    .createQuery(
                        "SELECT own_products FROM topic WHERE controller_id = :controller AND id = ANY (:topics)")
                    .bind("controller", controller.value())
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

  /** Whether the agreement is one of the controller's that is in force. */
  Optional<PlanFault> agreementFault(
      ControllerId controller, Optional<Long> agreement, LocalDate today) {
    boolean known =
        agreement.isEmpty()
            || sql.with(
                handle ->
                    handle
                        .createQuery(
                            "SELECT EXISTS (SELECT FROM agreement WHERE id = :agreement AND controller_id = :controller"
                                + " AND valid_from <= :today AND (valid_until IS NULL OR valid_until >= :today))")
                        .bind("agreement", agreement.get())
                        .bind("controller", controller.value())
                        .bind("today", today)
                        .mapTo(Boolean.class)
                        .one());
    return known ? Optional.empty() : Optional.of(PlanFault.AGREEMENT_UNKNOWN);
  }

  /** Why nobody may be mailed on the strength of this file, if so. */
  Optional<Refusal> unproven(ImportBatch batch) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(BatchStore.class, "unproven"))
                .bind("id", batch.id().value())
                .mapTo(String.class)
                .findOne()
                .map(Refusal::valueOf));
  }
}
