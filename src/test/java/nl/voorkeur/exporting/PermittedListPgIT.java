package nl.voorkeur.exporting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.OptOut;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.PooledDatabase;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.recipient.AddressKeys;
import nl.voorkeur.recipient.Recipients;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom a permitted list holds, to the byte, and what its manifest says. */
class PermittedListPgIT {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final TopicId WEEKBLIK = new TopicId(11);
  private static final String NOOR = "staff:50";

  private final List<String> trail = new ArrayList<>();
  private Sql sql;
  private Recipients recipients;
  private PermittedList lists;

  @BeforeEach
  void open() {
    sql = new Sql(PooledDatabase.over(TestDatabase.fresh()));
    recipients = new Recipients(sql, new AddressKeys(List.of(new NamedKey("test", new byte[32]))));
    lists =
        new PermittedList(
            sql, 24, (act, controller, subject, detail) -> trail.add(act + " " + subject));
  }

  @Test
  void theMachineProfileIsRfc4180ToTheByte() {
    consented("-liza@example.com", "Liza", "de Wit");
    consented("\"a,b\"@example.com", "=1+1", "\"Bo\"");
    consented("salomé@bücher.example", " Salomé", "van\u00a0Dam");
    String since = "\"?\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z\"?";
    String text = new String(fetch(ExportProfile.MACHINE), StandardCharsets.UTF_8);
    List<String> lines = List.of(text.split("\r\n", -1));
    assertEquals("address,first_name,last_name,language,basis,since", lines.get(0));
    Set<String> rows = new HashSet<>();
    for (String line : lines.subList(1, 4)) {
      rows.add(line.replaceFirst(since + "$", "T"));
    }
    assertEquals(
        Set.of(
            "-liza@example.com,\"Liza\",\"de Wit\",nl,CONSENT,T",
            "\"\"\"a,b\"\"@example.com\",\"=1+1\",\"\"\"Bo\"\"\",nl,CONSENT,T",
            "salomé@xn--bcher-kva.example,\" Salomé\",\"van\u00a0Dam\",nl,CONSENT,T"),
        rows);
    assertEquals("", lines.get(4), "the last row ends like every other");
    assertEquals(5, lines.size());
  }

  @Test
  void theSpreadsheetProfileHoldsNoFormula() throws IOException {
    for (String start : List.of("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")) {
      String local = start.matches("[=+-]") ? start + "x" : "x";
      consented(local + trail.size() + start.codePointAt(0) + "@example.com", start + "cmd", "Jan");
    }
    byte[] file = fetch(ExportProfile.SPREADSHEET);
    assertEquals("efbbbf", HexFormat.of().formatHex(file, 0, 3), "the byte order mark");
    int cells = 0;
    for (CSVRecord row : read(file, 3)) {
      for (String cell : row) {
        assertFalse(cell.matches("(?s)^[-=+@\t＝＋－＠].*"), cell);
        cells++;
      }
    }
    assertEquals(9 * 6, cells);
  }

  @Test
  void whoSaysNoIsNotInTheNextFile() throws IOException {
    RecipientId stays = consented("stays@example.com", "Jan", "Jansen");
    RecipientId goes = consented("goes@example.com", "Ida", "Jansen");
    assertEquals(Set.of("stays@example.com", "goes@example.com"), addresses(ExportProfile.MACHINE));
    assertTrue(stays.value() != goes.value());
    new OptOut(sql).withdraw(goes, WEEKBLIK, Provenance.byRecipient(Route.ONE_CLICK));
    assertEquals(Set.of("stays@example.com"), addresses(ExportProfile.MACHINE));
    Manifest last = lists.list(IMAILO, 0, 1).get(0);
    assertEquals(Map.of(Denial.WITHDRAWN, 1L), last.excluded());
  }

  @Test
  void anAnnouncedExportHoldsWhoIsPermittedWhenItIsFetched() throws IOException {
    RecipientId goes = consented("goes@example.com", "Ida", "Jansen");
    Manifest announced = announce(ExportProfile.MACHINE);
    new OptOut(sql).withdraw(goes, WEEKBLIK, Provenance.byRecipient(Route.ONE_CLICK));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertTrue(lists.take(announced.id(), NOOR));
    lists.write(announced.id(), file);
    assertEquals(0, read(file.toByteArray(), 0).size());
  }

  @Test
  void theManifestSaysWhatTheFileHolds() throws Exception {
    for (int i = 0; i < 100; i++) {
      consented("person" + i + "@example.com", "Jan", "Jansen");
    }
    Manifest announced = announce(ExportProfile.MACHINE);
    assertEquals(Optional.empty(), announced.contents());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertTrue(lists.take(announced.id(), NOOR));
    lists.write(announced.id(), file);
    Manifest manifest = lists.find(announced.id()).orElseThrow();
    assertEquals(ExportState.DONE, manifest.state());
    Manifest.Contents contents = manifest.contents().orElseThrow();
    assertEquals(100, contents.rows());
    assertEquals(file.size(), contents.bytes());
    assertEquals(
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file.toByteArray())),
        contents.sha256());
    assertEquals(contents.madeAt().plus(Duration.ofHours(24)), manifest.expiresAt());
    assertTrue(manifest.isExpired(Instant.now().plus(Duration.ofHours(25))));
    assertTrue(manifest.ruleVersion().matches("-?\\d+"), "the checksum of the rule");
    assertEquals("Weekblik 24 drukken", manifest.request().purpose());
    assertEquals("Drukkerij Voorland B.V.", manifest.request().receiver());
    assertEquals(
        List.of(
            "EXPORT_ANNOUNCED export " + manifest.id(), "EXPORT_FETCHED export " + manifest.id()),
        trail);
  }

  @Test
  void aFileIsFetchedOnceAndByWhoAskedForIt() {
    Manifest announced = announce(ExportProfile.MACHINE);
    assertFalse(lists.take(announced.id(), "staff:51"), "another member of staff");
    assertTrue(lists.take(announced.id(), NOOR));
    assertFalse(lists.take(announced.id(), NOOR), "a second time");
    lists.write(announced.id(), OutputStream.nullOutputStream());
    assertThrows(
        IllegalArgumentException.class,
        () -> lists.write(announced.id(), OutputStream.nullOutputStream()));
  }

  @Test
  void aTransferThatBreaksOffIsKnownAsBrokenAndLeavesTheConnectionSound() throws IOException {
    crowd(5000);
    Manifest announced = announce(ExportProfile.MACHINE);
    assertTrue(lists.take(announced.id(), NOOR));
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("the receiver hung up");
          }
        };
    assertThrows(UncheckedIOException.class, () -> lists.write(announced.id(), gone));
    assertEquals(ExportState.BROKEN, lists.find(announced.id()).orElseThrow().state());
    assertEquals(5000, addresses(ExportProfile.MACHINE).size());
  }

  @Test
  void anExportNamesItsPurposeAndItsReceiver() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ExportRequest(WEEKBLIK, " ", "Drukkerij", ExportProfile.MACHINE));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ExportRequest(WEEKBLIK, "Drukken", "", ExportProfile.MACHINE));
    assertEquals(
        Optional.empty(),
        lists.announce(new ExportRequest(new TopicId(999), "x", "y", ExportProfile.MACHINE), NOOR));
  }

  private void crowd(int people) {
    sql.with(
        handle -> {
          handle
              .createUpdate(
                  "INSERT INTO recipient (controller_id, address, compare_key, address_key, key_id, source)"
                      + " SELECT 1, name, name, substring(sha256(utf8(name)) FOR 16), 'test', 'test'"
                      + " FROM (SELECT 'person' || n || '@example.com' AS name FROM generate_series(1, :people) n) crowd")
              .bind("people", people)
              .execute();
          return handle
              .createUpdate(
                  "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor)"
                      + " SELECT id, 11, 'CONSENT_GIVEN', 'CONFIRMATION', 'recipient' FROM recipient ORDER BY id")
              .execute();
        });
  }

  private Manifest announce(ExportProfile profile) {
    return lists
        .announce(
            new ExportRequest(WEEKBLIK, "Weekblik 24 drukken", "Drukkerij Voorland B.V.", profile),
            NOOR)
        .orElseThrow();
  }

  private byte[] fetch(ExportProfile profile) {
    Manifest announced = announce(profile);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertTrue(lists.take(announced.id(), NOOR));
    lists.write(announced.id(), file);
    return file.toByteArray();
  }

  private Set<String> addresses(ExportProfile profile) throws IOException {
    Set<String> addresses = new HashSet<>();
    for (CSVRecord row : read(fetch(profile), 0)) {
      assertTrue(addresses.add(row.get("address")), "nobody twice");
    }
    return addresses;
  }

  private static List<CSVRecord> read(byte[] file, int skip) throws IOException {
    String text = new String(file, skip, file.length - skip, StandardCharsets.UTF_8);
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      return parser.getRecords();
    }
  }

  private RecipientId consented(String address, String firstName, String lastName) {
    RecipientId id =
        recipients.obtain(IMAILO, EmailAddress.of(address), Optional.of(Language.NL), "test");
    sql.with(
        handle -> {
          handle
              .createUpdate(
                  "UPDATE recipient SET first_name = :first, last_name = :last WHERE id = :id")
              .bind("first", firstName)
              .bind("last", lastName)
              .bind("id", id.value())
              .execute();
          return handle
              .createUpdate(
                  "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor)"
                      + " VALUES (:id, 11, 'CONSENT_GIVEN', 'CONFIRMATION', 'recipient')")
              .bind("id", id.value())
              .execute();
        });
    return id;
  }
}
