package nl.voorkeur.platform.persistence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** What is sent as rows is what PostgreSQL holds afterwards, as the driver reads it. */
class CopyRowsPgIT {

  private static final int ROWS = 5_000;

  private record Row(
      long big, int small, boolean flag, String text, byte[] bytes, List<byte[]> keys) {}

  private final Random random = new Random(20260113);

  @Test
  void everyRowArrivesAsItWasSent() throws SQLException {
    List<Row> sent = new ArrayList<>();
    try (Connection connection = TestDatabase.fresh().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TEMP TABLE told (big bigint, small integer, flag boolean, words text, bytes bytea, keys bytea[], facts jsonb, language language, nothing date)");
      CopyIn copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY told FROM STDIN (FORMAT binary)");
      CopyRows.begin(copy);
      CopyRows rows = new CopyRows(9);
      for (int n = 0; n < ROWS; n++) {
        Row row = row(n);
        sent.add(row);
        rows.row().bigint(row.big()).integer(row.small()).flag(row.flag()).text(row.text());
        rows.bytes(row.bytes()).byteArray(row.keys());
        rows.json("{\"é\": " + row.small() + "}").text("FR").none();
        if (rows.length() > 100_000 || n == ROWS - 1) {
          byte[] block = rows.take();
          copy.writeToCopy(block, 0, block.length);
        }
      }
      CopyRows.end(copy);
      try (ResultSet held =
          statement.executeQuery(
              "SELECT *, facts ->> 'é', nothing IS NULL FROM told ORDER BY small")) {
        for (Row row : sent) {
          held.next();
          assertEquals(row.big(), held.getLong(1));
          assertEquals(row.small(), held.getInt(2));
          assertEquals(row.flag(), held.getBoolean(3));
          assertEquals(asHeld(row.text()), held.getString(4));
          assertArrayEquals(row.bytes(), held.getBytes(5));
          byte[][] keys = (byte[][]) held.getArray(6).getArray();
          assertEquals(row.keys().size(), keys.length);
          for (int i = 0; i < keys.length; i++) {
            assertArrayEquals(row.keys().get(i), keys[i]);
          }
          assertEquals("FR", held.getString(8));
          assertEquals(Integer.toString(row.small()), held.getString(10));
          assertEquals(true, held.getBoolean(11));
        }
        assertEquals(false, held.next());
      }
    }
  }

  @Test
  void aRowThatIsNoneOfTheTableIsRefusedAsAWhole() throws SQLException {
    try (Connection connection = TestDatabase.fresh().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TEMP TABLE told (big bigint, words text)");
      CopyIn copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY told FROM STDIN (FORMAT binary)");
      assertThrows(
          SQLException.class,
          () -> {
            CopyRows.begin(copy);
            byte[] block = new CopyRows(2).row().bigint(1).text("a").row().bigint(2).take();
            copy.writeToCopy(block, 0, block.length);
            CopyRows.end(copy);
          });
      try (ResultSet held = statement.executeQuery("SELECT count(*) FROM told")) {
        held.next();
        assertEquals(0, held.getInt(1));
      }
    }
  }

  private Row row(int number) {
    List<byte[]> keys = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      keys.add(bytes());
    }
    return new Row(random.nextLong(), number, random.nextBoolean(), text(), bytes(), keys);
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Mostly ASCII, as addresses are; now and then of any kind, also half a pair. */
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      switch (random.nextInt(20)) {
        case 0 -> text.appendCodePoint(random.nextInt(0x11_0000));
        case 1 -> text.append((char) random.nextInt(0x20));
        default -> text.append((char) (' ' + random.nextInt(95)));
      }
    }
    return text.toString();
  }

  /**
   * PostgreSQL takes no zero; half a pair is no character, which Java writes as a question mark.
   */
  private static String asHeld(String sent) {
    return sent.codePoints()
        .map(
            c ->
                c == 0
                    ? ' '
                    : c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
