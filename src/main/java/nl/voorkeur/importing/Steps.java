package nl.voorkeur.importing;

import java.util.function.Function;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;

/**
 * The transactions of work that takes long: each is short enough for the people whom it holds, and
 * ends with how far it came. A person may stop the work between any two.
 */
final class Steps {

  private final Sql sql;

  Steps(Sql sql) {
    this.sql = sql;
  }

  <T> T inTransaction(Function<Handle, T> work) {
    return sql.with(
        handle ->
            handle.inTransaction(
                tx -> {
                  tx.execute("SET LOCAL statement_timeout = '10min'");
                  tx.execute("SET LOCAL lock_timeout = '30s'");
                  // compiling a statement anew for each chunk costs more than it saves
                  tx.execute("SET LOCAL jit = off");
                  return work.apply(tx);
                }));
  }

  /**
   * Says that somebody is at work on it.
   *
   * @throws Stopped when it is not to go on
   */
  static void prolong(Handle tx, ImportBatchId id, ImportState expected) {
    int held =
        tx.createUpdate(
                "UPDATE import_batch SET lease_until = clock_timestamp() + interval '2 minutes'"
                    + " WHERE id = :batch AND state = :state")
            .bind("batch", id.value())
            .bind("state", expected.name())
            .execute();
    if (held != 1) {
      throw new Stopped();
    }
  }

  /** One import at a time for a controller: two could wait for each other's people. */
  static void alone(Handle tx, ControllerId controller) {
    tx.createQuery("SELECT pg_advisory_xact_lock(7106, :controller)::text")
        .bind("controller", Math.toIntExact(controller.value()))
        .mapTo(String.class)
        .one();
  }

  /** A person stopped it, or another node has it: leave it as it is. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped", null, false, false);
    }
  }
}
