package nl.voorkeur.platform.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The privacy map names every table that holds something about a person. */
class PrivacyMapTest {

  private static final Pattern TABLE =
      Pattern.compile("CREATE (?:UNLOGGED )?TABLE (\\w+) \\((.*?)\\n\\)", Pattern.DOTALL);
  private static final Pattern PERSONAL =
      Pattern.compile(
          "^    (?:recipient_id|address|compare_key|given|bytes|digest|network|password_hash|receiver|actor) ",
          Pattern.MULTILINE);
  private static final Pattern DROPPED = Pattern.compile("DROP TABLE (\\w+)");
  private static final List<String> ABOUT_THE_FILE_ONLY = List.of("import_batch");

  @Test
  void everyTableThatHoldsSomethingAboutAPersonIsNamed() throws IOException {
    String map = Files.readString(Path.of("docs/privacy.md"));
    List<String> missing = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    int personal = 0;
    try (var files = Files.list(Path.of("src/main/resources/db/migration"))) {
      for (Path file : files.toList()) {
        String migration = Files.readString(file);
        DROPPED.matcher(migration).results().forEach(gone -> dropped.add(gone.group(1)));
        Matcher table = TABLE.matcher(migration);
        while (table.find()) {
          if (PERSONAL.matcher(table.group(2)).find()
              && !ABOUT_THE_FILE_ONLY.contains(table.group(1))) {
            personal++;
            if (!map.contains("`" + table.group(1) + "`")) {
              missing.add(table.group(1));
            }
          }
        }
      }
    }
    missing.removeAll(dropped);
    assertEquals(List.of(), missing);
    assertTrue(personal >= 12, "the pattern finds the tables: " + personal);
  }
}
