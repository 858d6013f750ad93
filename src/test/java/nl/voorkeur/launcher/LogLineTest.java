package nl.voorkeur.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the launcher reads out of the server's log. */
class LogLineTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");

  @Test
  void readsALineOfPayara() {
    String json =
        "{\"Timestamp\":\"2026-11-22T13:09:44.492+0000\",\"Level\":\"WARNING\",\"Version\":\"\","
            + "\"LoggerName\":\"nl.voorkeur\",\"LogMessage\":\"een \\\"woord\\\"\\nén \\u00e9\\\\n\"}";
    LogLine line = LogLine.of(json, NOW);
    assertEquals(json, line.json());
    assertTrue(line.isWarning());
    assertFalse(line.isFailure());
    assertEquals("een \"woord\"\nén é\\n", line.message());
    assertEquals("warning (nl.voorkeur): een \"woord\"", line.summary());
    assertEquals(Optional.empty(), line.rootCause());
  }

  @Test
  void findsTheInnermostCauseHoweverLongTheStackTrace() {
    StringBuilder trace = new StringBuilder("jakarta.ejb.EJBException: x");
    for (int i = 0; i < 20_000; i++) {
      trace.append("\n\tat a.B.c(B.java:").append(i).append(')');
    }
    trace.append("\nCaused by: java.lang.IllegalStateException: outer");
    trace.append("\n\tat a.B.d(B.java:1)\nCaused by: java.sql.SQLException: inner \"quoted\"");
    LogLine line =
        LogLine.of(
            "{\"Timestamp\":\"t\",\"Level\":\"SEVERE\",\"LoggerName\":\"core\","
                + "\"Throwable\":{\"Exception\":\"It broke\",\"StackTrace\":"
                + Json.string(trace.toString())
                + "}}",
            NOW);
    assertTrue(line.isFailure());
    assertEquals("It broke", line.message());
    assertEquals(Optional.of("java.sql.SQLException: inner \"quoted\""), line.rootCause());
  }

  @Test
  void makesJsonOfWhatIsNone() {
    LogLine line = LogLine.of("Error: \"Could not\tcreate the Java Virtual Machine.\"", NOW);
    assertEquals(
        "{\"Timestamp\":\"2026-11-22T10:15:30Z\",\"Level\":\"INFO\",\"LoggerName\":\"output\","
            + "\"LogMessage\":\"Error: \\\"Could not\\u0009create the Java Virtual Machine.\\\"\"}",
        line.json());
    assertFalse(line.isWarning());
  }

  @Test
  void aLineCutOffIsNoTrouble() {
    LogLine line =
        LogLine.of("{\"Timestamp\":\"t\",\"Level\":\"SEVERE\",\"LogMessage\":\"half \\", NOW);
    assertTrue(line.isFailure());
  }
}
