package nl.voorkeur.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log never takes more room than its limit. */
class RotatedFileTest {

  @TempDir private Path folder;

  @Test
  void makesRoomAndKeepsTheNewest() throws IOException {
    Path file = folder.resolve("server.log");
    try (RotatedFile log = RotatedFile.open(file, 10)) {
      for (int i = 1; i <= 30; i++) {
        log.write("regel " + i);
      }
    }
    assertEquals(List.of("regel 29", "regel 30"), Files.readAllLines(file));
    assertEquals(
        List.of("regel 27", "regel 28"), Files.readAllLines(folder.resolve("server.log.1")));
    try (var files = Files.list(folder)) {
      assertEquals(1 + RotatedFile.OLDER_FILES, files.count());
    }
  }

  @Test
  void goesOnWhereItWas() throws IOException {
    Path file = folder.resolve("server.log");
    for (String line : List.of("eerste", "tweede")) {
      try (RotatedFile log = RotatedFile.open(file, 100)) {
        log.write(line);
      }
    }
    assertEquals(List.of("eerste", "tweede"), Files.readAllLines(file));
  }
}
