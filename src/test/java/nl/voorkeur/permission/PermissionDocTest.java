package nl.voorkeur.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.LegalBasis;
import nl.voorkeur.platform.text.Texts;
import org.junit.jupiter.api.Test;

/** The table that a privacy officer reads says what the code does. */
class PermissionDocTest {

  private static final Path DOC = Path.of("docs/permission.md");
  private static final Path SCHEMA =
      Path.of("src/main/resources/db/migration/V0004__permission.sql");

  @Test
  void everyReasonIsThereInItsOrderWithItsSentences() throws IOException {
    Texts words = Texts.of("Reasons", Language.EN);
    List<String> expected = new ArrayList<>();
    for (Denial reason : Denial.values()) {
      expected.add(
          (reason.ordinal() + 1)
              + " `"
              + reason
              + "` "
              + words.get("you." + reason)
              + " "
              + words.get("law." + reason));
    }
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(DOC)) {
      if (line.matches("\\| \\d+ \\|.*")) {
        String[] cells = line.split("\\s*\\|\\s*");
        assertEquals(7, cells.length, line);
        rows.add(cells[1] + " " + cells[2] + " " + cells[5] + " " + cells[6]);
      }
    }
    assertEquals(expected, rows);
  }

  @Test
  void everyBasisIsThere() throws IOException {
    String doc = Files.readString(DOC);
    for (LegalBasis basis : LegalBasis.values()) {
      assertTrue(doc.contains("| `" + basis + "` |"), basis.name());
    }
  }

  @Test
  void javaAndSqlHaveTheSameWordsInTheSameOrder() throws IOException {
    assertEquals(names(Denial.values()), sqlEnum("denial"));
    assertEquals(names(LegalBasis.values()), sqlEnum("legal_basis"));
    assertEquals(names(LedgerKind.values()), sqlEnum("ledger_kind"));
    assertEquals(names(Route.values()), sqlEnum("ledger_route"));
    assertEquals(names(Frequency.Period.values()), sqlEnum("cap_period"));
    assertEquals(names(LedgerCheck.State.values()), sqlEnum("ledger_check_state"));
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  private static List<String> sqlEnum(String name) throws IOException {
    Matcher type =
        Pattern.compile("CREATE TYPE " + name + " AS ENUM \\(([^)]*)\\)")
            .matcher(Files.readString(SCHEMA));
    assertTrue(type.find(), name);
    List<String> words =
        Pattern.compile("'(\\w+)'")
            .matcher(type.group(1))
            .results()
            .map(r -> r.group(1))
            .collect(Collectors.toCollection(ArrayList::new));
    Pattern added = Pattern.compile("ALTER TYPE " + name + " ADD VALUE '(\\w+)'");
    try (Stream<Path> migrations = Files.list(SCHEMA.getParent())) {
      for (Path migration : migrations.sorted().toList()) {
        added.matcher(Files.readString(migration)).results().forEach(r -> words.add(r.group(1)));
      }
    }
    return words;
  }
}
