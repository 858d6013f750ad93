package nl.voorkeur.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nl.voorkeur.ChildJvm;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.platform.persistence.TestDatabase;
import org.junit.jupiter.api.Test;

/** A node dies in the middle of an import, again and again. */
class ImportFaultIT {

  private static final int RECORDS = 60_000;
  private static final int KILLS = 3;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);

  @Test
  void afterKill9EveryLineIsAccountedForOnce() throws Exception {
    TestDatabase.Place place = TestDatabase.freshPlace();
    Desk desk = new Desk(place.open());
    ImportBatchId id = desk.upload("large.csv", file());
    assertTrue(desk.imports.check(Desk.IMAILO, id, plan(desk, id), true).isEmpty());
    for (int kill = 1; kill <= KILLS; kill++) {
      long before = done(desk);
      Process node = node(place);
      try {
        // a chunk is in the books, and the next one under way
        long end = System.nanoTime() + PATIENCE;
        while (done(desk) <= before) {
          assertTrue(node.isAlive() && System.nanoTime() < end, "the import goes on");
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(37L * kill));
      } finally {
        node.destroyForcibly();
        node.onExit().join();
      }
      assertTrue(done(desk) < RECORDS, "it was in the middle");
      desk.worker.work();
      assertEquals(
          ImportState.IMPORTING,
          desk.imports.find(Desk.IMAILO, id).orElseThrow().state(),
          "the dead node's lease still holds");
      desk.sql.with(
          handle -> handle.execute("UPDATE import_batch SET lease_until = now() - interval '1 s'"));
    }
    desk.worker.work();
    ImportBatch batch = desk.imports.find(Desk.IMAILO, id).orElseThrow();
    assertEquals(ImportState.DONE, batch.state());
    assertEquals(RECORDS, batch.records());
    assertEquals(
        RECORDS, batch.counts().values().stream().mapToInt(Integer::intValue).sum(), "each record");
    assertEquals(RECORDS / 10, batch.count(Outcome.REFUSED));
    assertEquals(RECORDS, desk.number("SELECT count(DISTINCT line) FROM import_row"));
    int people = RECORDS - RECORDS / 10;
    assertEquals(people, batch.count(Outcome.NEW));
    assertEquals(people, desk.number("SELECT count(*) FROM recipient WHERE controller_id = 1"));
    assertEquals(
        people,
        desk.number("SELECT count(*) FROM ledger WHERE topic_id = 11 AND kind = 'CONSENT_GIVEN'"));
    assertEquals(
        1,
        desk.number(
            "SELECT max(n) FROM (SELECT count(*) AS n FROM ledger GROUP BY recipient_id) q"));
  }

  /** Every tenth record is no address. */
  private static String file() {
    StringBuilder file = new StringBuilder("Email Address,OPTIN_TIME,CONFIRM_TIME\n");
    for (int n = 0; n < RECORDS; n++) {
      file.append(n % 10 == 9 ? "nobody-" : "somebody@")
          .append("host")
          .append(n)
          .append(".example,2024-05-01 10:00:00,2024-05-01 10:05:00\n");
    }
    return file.toString();
  }

  private static ImportPlan plan(Desk desk, ImportBatchId id) {
    return desk.suggested(id, Desk.WEEKBLIK);
  }

  private static long done(Desk desk) {
    return desk.number("SELECT done FROM import_batch");
  }

  private static Process node(TestDatabase.Place place) {
    return ChildJvm.start(Node.class, Integer.toString(place.port()), place.name());
  }

  /** A node that only imports: the real worker in a process of its own. */
  static final class Node {

    private Node() {}

    /** Ends when its parent does, or with the import. */
    public static void main(String[] arguments) {
      ChildJvm.endWithParent();
      new Desk(new TestDatabase.Place(Integer.parseInt(arguments[0]), arguments[1]).open())
          .worker.work();
    }
  }
}
