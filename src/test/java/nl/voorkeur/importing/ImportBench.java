package nl.voorkeur.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Enumeration;
import java.util.Locale;
import java.util.NoSuchElementException;
import javax.sql.DataSource;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/**
 * An import beside a psql script that does the same: the same checks, and the same rows in the same
 * tables, written by the same ledger. Each has a database of its own on one server, with the
 * durability of production. The script has it all in one transaction and keeps nobody's opt-out
 * waiting less than its whole length; the product works in chunks.
 */
class ImportBench {

  private static final int ROWS = Integer.getInteger("voorkeur.bench.import", 1_000_000);
  private static final int BLOCK = 10_000;

  /** What the heap may hold for good, whatever the size of the file. */
  private static final long MOST_HEAP_MB = 200;

  @Test
  void besideAScript() throws Exception {
    DataSource scripts = TestDatabase.durable();
    Desk desk = new Desk(TestDatabase.durable());
    Sql script = new Sql(scripts);
    System.out.printf("%n%-56s %15s %15s %8s%n", "path", "product", "limit", "ratio");
    long heap = 0;
    for (boolean known : new boolean[] {false, true}) {
      double limit = script(scripts, known);
      double product = product(desk, known);
      heap = Math.max(heap, heapMb());
      System.out.printf(
          Locale.ROOT,
          "%-56s %,12.0f/s %,12.0f/s %8.2f%n",
          String.format(Locale.ROOT, "import %,d rows, %s", ROWS, known ? "90 % known" : "all new"),
          product,
          limit,
          product / limit);
      for (String question :
          new String[] {
            "SELECT count(*)::text FROM recipient",
            "SELECT count(*)::text FROM ledger",
            "SELECT count(*)::text FROM permission",
            "SELECT count(*)::text FROM import_result",
            "SELECT md5(string_agg(address_key::text, '' ORDER BY address_key)) FROM recipient"
          }) {
        assertEquals(answer(script, question), answer(desk.sql, question), question);
      }
    }
    System.out.printf("heap after collection, at most: %d MB%n%n", heap);
    assertTrue(heap < MOST_HEAP_MB, "memory is flat: " + heap + " MB");
  }

  private static String answer(Sql sql, String question) {
    return sql.with(handle -> handle.createQuery(question).mapTo(String.class).one());
  }

  private static double product(Desk desk, boolean known) {
    long start = System.nanoTime();
    ImportBatchId id = desk.upload("bench.csv", file(known));
    desk.imports.check(Desk.IMAILO, id, desk.suggested(id, Desk.WEEKBLIK), true);
    desk.worker.work();
    double seconds = (System.nanoTime() - start) / 1e9;
    ImportBatch batch = desk.imports.find(Desk.IMAILO, id).orElseThrow();
    assertEquals(ImportState.DONE, batch.state());
    assertEquals(known ? ROWS / 10 : ROWS, batch.count(Outcome.NEW));
    return ROWS / seconds;
  }

  private static double script(DataSource database, boolean known) throws Exception {
    long start = System.nanoTime();
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "CREATE TEMP TABLE given (n serial, address text, asked text, confirmed text) ON COMMIT DROP");
      try (InputStream file = file(known)) {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY given (address, asked, confirmed) FROM STDIN (FORMAT csv, HEADER)", file);
      }
      for (String line : text().split(";\n")) {
        statement.execute(line);
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    return ROWS * 1e9 / (System.nanoTime() - start);
  }

  private static String text() throws IOException {
    try (InputStream in = ImportBench.class.getResourceAsStream("/bench/import.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The first rows of the second file are the first nine tenths of the first. */
  private static InputStream file(boolean known) {
    return new SequenceInputStream(
        new Enumeration<>() {
          private int next;

          @Override
          public boolean hasMoreElements() {
            return next < ROWS;
          }

          @Override
          public InputStream nextElement() {
            if (next >= ROWS) {
              throw new NoSuchElementException();
            }
            StringBuilder rows = new StringBuilder(BLOCK * 70);
            if (next == 0) {
              rows.append("Email Address,OPTIN_TIME,CONFIRM_TIME\n");
            }
            for (int end = Math.min(ROWS, next + BLOCK); next < end; next++) {
              boolean stranger = known && next % 10 == 0;
              rows.append(stranger ? "stranger" : "person")
                  .append(next * 7919L % ROWS)
                  .append("@example")
                  .append(next % 50)
                  .append(".test,2024-05-01 10:00:00,2024-05-01 10:05:00\n");
            }
            return new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.US_ASCII));
          }
        });
  }

  /** What was left of the heap after the last collections. */
  private static long heapMb() {
    System.gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .map(MemoryPoolMXBean::getCollectionUsage)
            .filter(java.util.Objects::nonNull)
            .mapToLong(usage -> usage.getUsed())
            .sum()
        >> 20;
  }
}
