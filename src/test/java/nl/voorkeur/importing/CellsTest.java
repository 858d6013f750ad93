package nl.voorkeur.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cells of other people's files are taken for: repaired, kept, or refused. */
class CellsTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "jan@example.com|jan@example.com|",
        "  jan@example.com |jan@example.com|BLANKS",
        "mailto:jan@example.com|jan@example.com|MAILTO",
        "MAILTO: jan@example.com|jan@example.com|MAILTO",
        "jan@example.com;|jan@example.com|SEPARATOR",
        "jan@example.com , |jan@example.com|BLANKS SEPARATOR",
        "jan at example.com|jan@example.com|AT_WORD",
        "Jan Jansen <jan@example.com>|jan@example.com|DISPLAY_NAME",
        "JAN@EXAMPLE.com|JAN@example.com|",
        "=jan@example.com|=jan@example.com|",
        "-jan@example.com|-jan@example.com|",
        "o'jan@example.com|o'jan@example.com|",
        "jan+shop@example.com|jan+shop@example.com|",
        "salomé@bücher.example|salomé@xn--bcher-kva.example|",
        "|EMPTY|",
        "  |EMPTY|",
        "mailto:; jan@localhost|DOMAIN_INCOMPLETE|",
        "jan@example.com; ida@example.com|SEVERAL_ADDRESSES|",
        "jan@example.com ida@example.com|SEVERAL_ADDRESSES|",
        "Jan <jan@example.com>; ida@example|SEVERAL_ADDRESSES|",
        "jan at work|DOMAIN_INCOMPLETE|",
        "look at jan at example.com|NO_AT_SIGN|",
        "jan|NO_AT_SIGN|",
        "jan jansen@example.com|LOCAL_PART_CHARACTERS|",
      })
  void addresses(String cell, String expected, String repairs) {
    AddressCell read = AddressCell.read(cell == null ? "" : cell);
    assertEquals(
        expected, read.parsed().fold(address -> address.value(), fault -> fault.name()), cell);
    assertEquals(
        repairs == null ? "" : repairs,
        String.join(" ", read.repairs().stream().map(Enum::name).toList()));
  }

  @ParameterizedTest
  @CsvSource({
    "31-12-2025, DAY_FIRST, 2025-12-31",
    "1/2/2025, DAY_FIRST, 2025-02-01",
    "1/2/2025, MONTH_FIRST, 2025-01-02",
    "12-31-2025, DAY_FIRST, INVALID",
    "31-02-2025, DAY_FIRST, INVALID",
    "2025-12-31, MONTH_FIRST, 2025-12-31",
    "2025-12-31 10:05:00, DAY_FIRST, 2025-12-31T10:05:00",
    "2025-12-31T10:05:00+01:00, DAY_FIRST, 2025-12-31T10:05:00+01:00",
    "31.12.2025 10:05, DAY_FIRST, 2025-12-31T10:05:00",
    "22-11-2026, DAY_FIRST, 2026-11-22",
    "23-11-2026, DAY_FIRST, INVALID",
    "25-13-2025, DAY_FIRST, INVALID",
    "onbekend, DAY_FIRST, MISSING",
    "Unknown, DAY_FIRST, MISSING",
    "'', DAY_FIRST, MISSING",
    "vorig jaar, DAY_FIRST, INVALID",
  })
  void dates(String cell, DateOrder order, String expected) {
    DateCell read = DateCell.read(cell, order, TODAY);
    assertEquals(
        expected, read.state() == DateCell.State.PRESENT ? read.text() : read.state().name());
  }

  @Test
  void namesLoseWhatIsNotText() {
    assertEquals(
        new NameCell("Sjoerd (junior)", Set.of(Repair.NAME_BLANKS)),
        NameCell.read("Sjoerd\n(junior)"));
    assertEquals(new NameCell("Ömer", Set.of(Repair.NAME_ENCODING)), NameCell.read("Ã\u0096mer"));
    assertEquals(new NameCell("Zoë", Set.of()), NameCell.read(" Zoë "));
    assertEquals(new NameCell("=HYPERLINK(\"x\")", Set.of()), NameCell.read("=HYPERLINK(\"x\")"));
    assertEquals(200, NameCell.read("\ud83d\ude00".repeat(150)).name().length());
  }

  @Test
  void evidenceIsJsonWhateverIsInIt() {
    Map<String, String> facts = new TreeMap<>();
    facts.put("a", "\"quoted\" \\ and\nbroken");
    facts.put("b", "half a pair: \ud83d");
    assertEquals(
        "{\"a\":\"\\\"quoted\\\" \\\\ and broken\",\"b\":\"half a pair: \ufffd\"}",
        Facts.json(facts));
  }

  @Test
  void encodings() {
    assertEquals(Encoding.ASCII, probe("jan".getBytes(StandardCharsets.UTF_8)));
    assertEquals(Encoding.UTF_8, probe("zoë".getBytes(StandardCharsets.UTF_8)));
    assertEquals(Encoding.UTF_8_MARKED, probe("\ufeffzoë".getBytes(StandardCharsets.UTF_8)));
    assertEquals(Encoding.UNKNOWN, probe("zoë".getBytes(Charset.forName("windows-1252"))));
    assertEquals(Encoding.UTF_16, probe("zoë".getBytes(StandardCharsets.UTF_16)));
    byte[] cut = "zoë".getBytes(StandardCharsets.UTF_8);
    assertEquals(Encoding.UNKNOWN, probe(java.util.Arrays.copyOf(cut, cut.length - 1)));
  }

  /** Byte by byte, so that each character beyond ASCII falls between two pieces. */
  private static Encoding probe(byte[] bytes) {
    EncodingProbe probe = new EncodingProbe();
    for (byte one : bytes) {
      probe.see(new byte[] {one}, 1);
    }
    return probe.verdict();
  }
}
