package nl.voorkeur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that {@code docs/complaints.md} names exists. */
class ComplaintsDocTest {

  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| [^|]+ \\| [^|]+#\\d+[^|]* \\| `.*$");

  @Test
  void everyTestIsThere() throws IOException {
    String document = Files.readString(Path.of("docs", "complaints.md"));
    Map<String, String> tests;
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      tests =
          files
              .filter(file -> file.toString().matches(".*(IT|Test)\\.java"))
              .collect(
                  Collectors.toMap(
                      file -> file.getFileName().toString().replace(".java", ""),
                      ComplaintsDocTest::text));
    }
    long rows = document.lines().filter(line -> line.startsWith("| ")).count() - 1; // its heading
    assertTrue(rows >= 30);
    assertEquals(rows, ROW.matcher(document).results().count(), "each has a thread and a test");
    for (MatchResult named : NAMED.matcher(document).results().toList()) {
      assertTrue(
          tests.getOrDefault(named.group(1), "").contains("  void " + named.group(2) + "("),
          named.group());
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
