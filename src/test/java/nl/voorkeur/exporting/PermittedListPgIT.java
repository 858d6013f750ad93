package nl.voorkeur.exporting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import nl.voorkeur.catalogue.Receiver;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.QuestionId;
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

  private static final Receiver PRINTER =
      new Receiver("processor:7", "Drukkerij Voorland B.V.", "NL", Set.of(), false);
  private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool();

  private final List<String> trail = new ArrayList<>();
  private final List<Receiver> register = new ArrayList<>(List.of(PRINTER));
  private Sql sql;
  private Recipients recipients;
  private PermittedList lists;

  @BeforeEach
  void open() {
    sql = new Sql(PooledDatabase.over(TestDatabase.fresh()));
    recipients = new Recipients(sql, new AddressKeys(List.of(new NamedKey("test", new byte[32]))));
    lists =
        new PermittedList(
            sql,
            24,
            List.of((controller, day) -> register),
            (act, controller, subject, detail) -> trail.add(act + " " + subject),
            Clock.systemUTC(),
            ZoneOffset.UTC);
  }

  @Test
  void theMachineProfileIsRfc4180ToTheByte() {
    consented("-liza@example.com", "Liza", "de Wit");
    consented("\"a,b\"@example.com", "=1+1", "\"Bo\"");
    consented("salomé@bücher.example", " Salomé", "van\u00a0Dam");
    String since = "\"?\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z\"?";
    String text = new String(fetch(ExportProfile.MACHINE), StandardCharsets.UTF_8);
    List<String> lines = List.of(text.split("\r\n", -1));
    assertEquals("row,address,first_name,last_name,language,basis,since", lines.get(0));
    List<String> rows = new ArrayList<>();
    for (String line : lines.subList(1, 4)) {
      rows.add(line.replaceFirst(since + "$", "T"));
    }
    assertEquals(
        List.of(
            "1,-liza@example.com,\"Liza\",\"de Wit\",nl,CONSENT,T",
            "2,\"\"\"a,b\"\"@example.com\",\"=1+1\",\"\"\"Bo\"\"\",nl,CONSENT,T",
            "3,salomé@xn--bcher-kva.example,\" Salomé\",\"van\u00a0Dam\",nl,CONSENT,T"),
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
    assertEquals(9 * 7, cells);
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
    assertTrue(lists.take(IMAILO, announced.id(), NOOR));
    lists.write(IMAILO, announced.id(), file, EXECUTOR);
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
    assertTrue(lists.take(IMAILO, announced.id(), NOOR));
    lists.write(IMAILO, announced.id(), file, EXECUTOR);
    Manifest manifest = lists.find(IMAILO, announced.id()).orElseThrow();
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
    assertEquals("Drukkerij Voorland B.V.", manifest.receiver());
    assertEquals(
        List.of(
            "EXPORT_ANNOUNCED export " + manifest.id(), "EXPORT_FETCHED export " + manifest.id()),
        trail);
  }

  @Test
  void aFileIsFetchedOnceAndByWhoAskedForIt() {
    Manifest announced = announce(ExportProfile.MACHINE);
    assertFalse(lists.take(IMAILO, announced.id(), "staff:51"), "another member of staff");
    assertTrue(lists.take(IMAILO, announced.id(), NOOR));
    assertFalse(lists.take(IMAILO, announced.id(), NOOR), "a second time");
    lists.write(IMAILO, announced.id(), OutputStream.nullOutputStream(), EXECUTOR);
    assertThrows(
        IllegalArgumentException.class,
        () -> lists.write(IMAILO, announced.id(), OutputStream.nullOutputStream(), EXECUTOR));
  }

  @Test
  void aTransferThatBreaksOffIsKnownAsBrokenAndLeavesTheConnectionSound() throws IOException {
    crowd(5000);
    Manifest announced = announce(ExportProfile.MACHINE);
    assertTrue(lists.take(IMAILO, announced.id(), NOOR));
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("the receiver hung up");
          }
        };
    assertThrows(
        UncheckedIOException.class, () -> lists.write(IMAILO, announced.id(), gone, EXECUTOR));
    assertEquals(ExportState.BROKEN, lists.find(IMAILO, announced.id()).orElseThrow().state());
    assertEquals(5000, addresses(ExportProfile.MACHINE).size());
  }

  @Test
  void anExportNamesItsPurposeAndItsReceiver() {
    assertThrows(IllegalArgumentException.class, () -> request(" ", "processor:7"));
    assertThrows(IllegalArgumentException.class, () -> request("Drukken", ""));
    assertEquals(
        Set.of(ExportRefusal.TOPIC_UNKNOWN),
        refusals(List.of(new TopicId(999)), ListUse.MAIL, "processor:7"));
    assertEquals(
        Set.of(ExportRefusal.TOPIC_UNKNOWN),
        refusals(List.of(WEEKBLIK, new TopicId(21)), ListUse.MAIL, "processor:7"),
        "a topic of another controller");
    assertEquals(
        Set.of(ExportRefusal.RECEIVER_UNKNOWN),
        refusals(List.of(WEEKBLIK), ListUse.MAIL, "processor:8"));
  }

  @Test
  void nobodyReceivesWithoutAgreementSafeguardAndPurpose() {
    register.add(
        new Receiver(
            "processor:8",
            "Overseas Inc.",
            "US",
            Set.of(Receiver.Obstacle.NO_AGREEMENT, Receiver.Obstacle.NO_SAFEGUARD),
            true));
    assertEquals(
        Set.of(
            ExportRefusal.NO_AGREEMENT,
            ExportRefusal.NO_SAFEGUARD,
            ExportRefusal.SHARING_NOT_COVERED,
            ExportRefusal.USE_NOT_COVERED),
        refusals(List.of(WEEKBLIK), ListUse.RESEARCH, "processor:8"));
    ListRules rules = new ListRules(sql, (act, controller, subject, detail) -> {});
    assertEquals(
        Set.of(ExportRefusal.USE_NOT_COVERED),
        refusals(List.of(WEEKBLIK), ListUse.RESEARCH, "processor:7"));
    assertFalse(rules.declare(new ControllerId(2), WEEKBLIK, Set.of(DeclaredUse.RESEARCH)));
    assertTrue(rules.declare(IMAILO, WEEKBLIK, Set.of(DeclaredUse.RESEARCH, DeclaredUse.POST)));
    assertTrue(rules.declare(IMAILO, WEEKBLIK, Set.of(DeclaredUse.RESEARCH)));
    assertEquals(Map.of(11L, Set.of(DeclaredUse.RESEARCH)), rules.declared(IMAILO));
    assertEquals(Set.of(), refusals(List.of(WEEKBLIK), ListUse.RESEARCH, "processor:7"));
    assertEquals(
        Set.of(), refusals(List.of(WEEKBLIK), ListUse.HAND_OVER, "controller"), "to itself");
  }

  @Test
  void anAgreementThatEndsBeforeTheFileIsFetchedStopsIt() {
    Manifest announced = announce(ExportProfile.MACHINE);
    register.set(
        0,
        new Receiver(
            "processor:7", "Drukkerij", "NL", Set.of(Receiver.Obstacle.NO_AGREEMENT), false));
    assertFalse(lists.take(IMAILO, announced.id(), NOOR));
    assertEquals(Set.of(ExportRefusal.NO_AGREEMENT), lists.obstacles(IMAILO, announced.id()));
  }

  @Test
  void aSecondPersonAgreesWhereTheControllerWantsIt() {
    new ListRules(sql, (act, controller, subject, detail) -> {}).askSecondPerson(IMAILO, true);
    Manifest asked = announce(ExportProfile.MACHINE);
    assertEquals(ExportState.ASKED, asked.state());
    assertFalse(lists.take(IMAILO, asked.id(), NOOR), "not yet");
    assertFalse(lists.decide(IMAILO, asked.id(), true, NOOR), "not oneself");
    assertFalse(lists.decide(new ControllerId(2), asked.id(), true, "staff:51"), "promise 7");
    assertTrue(lists.decide(IMAILO, asked.id(), true, "staff:51"));
    assertEquals(Optional.of("staff:51"), lists.find(IMAILO, asked.id()).orElseThrow().decidedBy());
    assertTrue(lists.take(IMAILO, asked.id(), NOOR));
    Manifest declined = announce(ExportProfile.MACHINE);
    assertTrue(lists.decide(IMAILO, declined.id(), false, "staff:51"));
    assertFalse(lists.take(IMAILO, declined.id(), NOOR));
  }

  @Test
  void aSavedListIsMadeWhenItsTimeComesAndNotWhenSomethingIsInTheWay() {
    SavedLists saved =
        new SavedLists(
            sql,
            24,
            List.of((controller, day) -> register),
            (act, controller, subject, detail) -> {},
            Clock.systemUTC(),
            ZoneOffset.UTC);
    Manifest like = announce(ExportProfile.JSON_LINES);
    ControllerId other = new ControllerId(2);
    assertFalse(saved.save(other, "x", like.id(), SavedList.Rhythm.DAILY, NOOR), "promise 7");
    assertTrue(saved.save(IMAILO, "Weekly", like.id(), SavedList.Rhythm.WEEKLY, NOOR));
    assertFalse(saved.save(IMAILO, "Weekly", like.id(), SavedList.Rhythm.NEVER, NOOR));
    assertTrue(saved.save(IMAILO, "Now and then", like.id(), SavedList.Rhythm.NEVER, NOOR));
    saved.makeDue();
    assertEquals(1, lists.count(IMAILO), "not yet");
    due();
    saved.makeDue();
    saved.makeDue();
    assertEquals(2, lists.count(IMAILO), "once");
    Manifest made = lists.list(IMAILO, 0, 1).get(0);
    assertEquals(like.request(), made.request());
    assertTrue(lists.take(IMAILO, made.id(), NOOR));
    register.clear();
    due();
    saved.makeDue();
    assertEquals(2, lists.count(IMAILO));
    SavedList weekly = saved.all(IMAILO).get(1);
    assertEquals(Optional.of("RECEIVER_UNKNOWN"), weekly.refused());
    assertFalse(saved.remove(other, weekly.id()));
    assertTrue(saved.remove(IMAILO, weekly.id()));
  }

  private void due() {
    sql.with(
        handle ->
            handle.execute(
                "UPDATE saved_list SET next_at = clock_timestamp() - interval '1 hour' WHERE next_at IS NOT NULL"));
  }

  @Test
  void anotherControllersExportIsNowhere() {
    Manifest announced = announce(ExportProfile.MACHINE);
    ControllerId other = new ControllerId(2);
    assertEquals(Optional.empty(), lists.find(other, announced.id()));
    assertFalse(lists.take(other, announced.id(), NOOR));
    assertEquals(List.of(), lists.list(other, 0, 10));
    assertEquals(Optional.empty(), lists.preview(other, List.of(WEEKBLIK), ExportFilter.NONE));
  }

  @Test
  void severalTopicsAreOneListThatSaysWhichPermit() throws IOException {
    RecipientId both = consented("both@example.com", "Jan", "Jansen");
    consent(both, 12);
    consented("one@example.com", "Ida", "Jansen");
    consent(
        recipients.obtain(IMAILO, EmailAddress.of("two@example.com"), Optional.empty(), "test"),
        12);
    recipients.obtain(IMAILO, EmailAddress.of("none@example.com"), Optional.empty(), "test");
    new OptOut(sql).withdraw(both, WEEKBLIK, Provenance.byRecipient(Route.ONE_CLICK));
    ExportRequest wanted =
        new ExportRequest(
            List.of(WEEKBLIK, new TopicId(12)),
            ListUse.MAIL,
            "test",
            "processor:7",
            ExportProfile.MACHINE,
            EnumSet.of(ExportColumn.TOPICS),
            ExportFilter.NONE,
            false);
    Set<String> lines = new HashSet<>();
    for (CSVRecord row : read(fetch(wanted), 0)) {
      lines.add(row.get("address") + " " + row.get("topics"));
    }
    assertEquals(
        Set.of(
            "both@example.com reisbrieven",
            "one@example.com weekblik",
            "two@example.com reisbrieven"),
        lines);
    Preview preview = lists.preview(IMAILO, wanted.topics(), ExportFilter.NONE).orElseThrow();
    assertEquals(3, preview.permitted());
  }

  @Test
  void aListIsSelectedByAnswersAndLeavesOutWhoObjectsToProfiling() throws IOException {
    long cheese = question(1, true);
    long colour = question(1, false);
    long theirs = question(2, false);
    RecipientId both = consented("both@example.nl", "Jan", "Jansen");
    RecipientId red = consented("red@example.nl", "Ida", "Jansen");
    RecipientId unwilling = consented("unwilling@example.nl", "Bo", "Jansen");
    consented("silent@example.nl", "Co", "Jansen");
    append(unwilling, "PROFILING_OBJECTION");
    for (RecipientId one : List.of(both, unwilling)) {
      answer(one, cheese, "'s-Hertogs \\ kaas: 10 %");
    }
    for (RecipientId one : List.of(both, red, unwilling)) {
      answer(one, colour, "rood");
    }
    assertEquals(3, selected(segment(colour, "blauw", "rood")).permitted(), "no profile");
    Preview cheesy = selected(segment(cheese, "'s-Hertogs \\ kaas: 10 %"), segment(colour, "rood"));
    assertEquals(1, cheesy.permitted());
    assertEquals(Map.of(LeftOut.NOT_SELECTED, 2L, LeftOut.NO_PROFILING, 1L), cheesy.leftOut());
    ExportFilter another =
        new ExportFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(segment(theirs, "rood")));
    assertEquals(Optional.empty(), lists.preview(IMAILO, List.of(WEEKBLIK), another));
    assertEquals(
        Set.of(ExportRefusal.QUESTION_UNKNOWN),
        lists.announce(IMAILO, filtered(another), NOOR).refusals());
    ExportFilter profile =
        new ExportFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(segment(cheese, "'s-Hertogs \\ kaas: 10 %")));
    List<CSVRecord> rows = read(fetch(filtered(profile)), 0);
    assertEquals(List.of("both@example.nl"), rows.stream().map(row -> row.get("address")).toList());
    assertTrue(lists.list(IMAILO, 0, 1).get(0).request().filter().isProfiling());
    append(both, "PROFILING_OBJECTION");
    new RecallStore(sql).advance();
    long recalled =
        sql.with(
            handle -> handle.createQuery("SELECT count(*) FROM recall").mapTo(Long.class).one());
    assertEquals(1, recalled, "who objects later is recalled");
  }

  private long question(long controller, boolean profiling) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "INSERT INTO question (controller_id, position, profiling) VALUES (:controller, 1, :profiling) RETURNING id")
                .bind("controller", controller)
                .bind("profiling", profiling)
                .mapTo(Long.class)
                .one());
  }

  private void answer(RecipientId person, long question, String answer) {
    sql.with(
        handle ->
            handle.execute(
                "INSERT INTO answer (recipient_id, question_id, answer, source) VALUES (?, ?, ?, 'test')",
                person.value(),
                question,
                answer));
  }

  /** Says nothing of profiling, as a program does: the controller's own word counts. */
  private static Segment segment(long question, String... answers) {
    return new Segment(new QuestionId(question), List.of(answers), false);
  }

  private Preview selected(Segment... segments) {
    return lists
        .preview(
            IMAILO,
            List.of(WEEKBLIK),
            new ExportFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(segments)))
        .orElseThrow();
  }

  private static ExportRequest filtered(ExportFilter filter) {
    return new ExportRequest(
        List.of(WEEKBLIK),
        ListUse.MAIL,
        "test",
        "processor:7",
        ExportProfile.MACHINE,
        Set.of(),
        filter,
        false);
  }

  @Test
  void aFilterLeavesOutAndCountsWhomItLeavesOut() throws IOException {
    consented("nl@example.nl", "Jan", "Jansen");
    consented("de@example.de", "Ida", "Jansen");
    RecipientId unwilling = consented("no.profile@example.nl", "Bo", "Jansen");
    append(unwilling, "PROFILING_OBJECTION");
    ExportFilter dutch =
        new ExportFilter(Optional.of(Language.NL), Optional.of("NL"), Optional.empty());
    ExportRequest wanted =
        new ExportRequest(
            List.of(WEEKBLIK),
            ListUse.MAIL,
            "test",
            "processor:7",
            ExportProfile.MACHINE,
            Set.of(),
            dutch,
            false);
    List<CSVRecord> rows = read(fetch(wanted), 0);
    assertEquals(1, rows.size());
    assertEquals("nl@example.nl", rows.get(0).get("address"));
    Manifest manifest = lists.list(IMAILO, 0, 1).get(0);
    assertEquals(Map.of(LeftOut.NOT_SELECTED, 1L, LeftOut.NO_PROFILING, 1L), manifest.leftOut());
    Preview preview = lists.preview(IMAILO, List.of(WEEKBLIK), dutch).orElseThrow();
    assertEquals(manifest.leftOut(), preview.leftOut());
    ExportFilter tomorrow =
        new ExportFilter(
            Optional.empty(), Optional.empty(), Optional.of(LocalDate.now().plusDays(2)));
    assertEquals(0, lists.preview(IMAILO, List.of(WEEKBLIK), tomorrow).orElseThrow().permitted());
  }

  @Test
  void jsonLinesHoldAnObjectEach() {
    consented("a\"b@example.com".replace("\"", "'"), "=1+1\u00e9", "O\"Neill\\");
    String[] lines =
        new String(fetch(form(ExportProfile.JSON_LINES, false)), StandardCharsets.UTF_8)
            .split("\n");
    assertEquals(1, lines.length);
    JsonObject one = JsonParser.parseString(lines[0]).getAsJsonObject();
    assertEquals(1, one.get("row").getAsInt());
    assertEquals("a'b@example.com", one.get("address").getAsString());
    assertEquals("=1+1\u00e9", one.get("first_name").getAsString());
    assertEquals("O\"Neill\\", one.get("last_name").getAsString());
  }

  @Test
  void hashesAreThoseOfTheComparableAddress() throws Exception {
    consented("Jan@Example.COM", "Jan", "Jansen");
    List<CSVRecord> rows = read(fetch(form(ExportProfile.SHA256, false)), 0);
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest("jan@example.com".getBytes(StandardCharsets.UTF_8));
    assertEquals(HexFormat.of().formatHex(hash), rows.get(0).get("sha256"));
    assertEquals(2, rows.get(0).size(), "and nothing else");
  }

  @Test
  void aCompressedFileHoldsTheSame() throws IOException {
    crowd(300);
    byte[] packed = fetch(form(ExportProfile.MACHINE, true));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      assertEquals(300, read(in.readAllBytes(), 0).size());
    }
    assertEquals(packed.length, lists.list(IMAILO, 0, 1).get(0).contents().orElseThrow().bytes());
  }

  @Test
  void aListGoesOverManyBlocksInTheOrderOfItsRows() throws IOException {
    crowd(100);
    sql.with(
        handle ->
            handle.execute("SELECT setval(pg_get_serial_sequence('recipient', 'id'), 200000)"));
    crowd("later", 70_000);
    List<CSVRecord> rows = read(fetch(form(ExportProfile.MACHINE, false)), 0);
    assertEquals(70_100, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(Integer.toString(i + 1), rows.get(i).get("row"));
    }
    Set<Long> known =
        new HashSet<>(
            sql.with(
                handle ->
                    handle
                        .createQuery(
                            "SELECT r.id FROM recipient r JOIN export_people p ON p.block = r.id >> 16 WHERE in_list(p, r.id)"
                                + " AND EXISTS (SELECT FROM permission m WHERE m.recipient_id = r.id)")
                        .mapTo(Long.class)
                        .list()));
    assertEquals(70_100, known.size(), "everybody in it is told (GDPR art. 15)");
    for (int i : List.of(0, 50, 99, 100, 101, 32_700, 70_099)) {
      long row =
          sql.with(
              handle ->
                  handle
                      .createQuery(
                          "SELECT list_row(p, r.id) FROM recipient r JOIN export_people p ON p.block = r.id >> 16"
                              + " WHERE r.address = :address")
                      .bind("address", rows.get(i).get("address"))
                      .mapTo(Long.class)
                      .one());
      assertEquals(i + 1, row, "the row by which somebody is recalled");
    }
  }

  @Test
  void foreignProgramsReadWhatIsWritten() throws Exception {
    consented("-liza@example.com", "=HYPERLINK(\"x\")", "+31 6");
    consented("\"a,b\"@example.com", "@SUM(1)", "\"Bo\"\u00e9");
    Path folder = Files.createTempDirectory("lists");
    Path xlsx = Files.write(folder.resolve("list.xlsx"), fetch(form(ExportProfile.XLSX, false)));
    Path csv = Files.write(folder.resolve("list.csv"), fetch(form(ExportProfile.MACHINE, false)));
    Path safe =
        Files.write(folder.resolve("safe.csv"), fetch(form(ExportProfile.SPREADSHEET, false)));
    String expected =
        "[['-liza@example.com', '=HYPERLINK(\"x\")', '+31 6'], ['\"a,b\"@example.com', '@SUM(1)', '\"Bo\"é']]";
    assertEquals(
        expected,
        run(
            "python3",
            "-c",
            "import csv,sys; r=list(csv.reader(open(sys.argv[1],encoding='utf-8',newline=''))); print([x[1:4] for x in r[1:]])",
            csv.toString()));
    Path back = folder.resolve("back.csv");
    run("ssconvert", "--export-type=Gnumeric_stf:stf_csv", xlsx.toString(), back.toString());
    assertEquals(
        expected,
        run(
            "python3",
            "-c",
            "import csv,sys; r=list(csv.reader(open(sys.argv[1],encoding='utf-8',newline=''))); print([x[1:4] for x in r[1:]])",
            back.toString()),
        "no formula ran");
    Path book = folder.resolve("safe.gnumeric");
    run("ssconvert", safe.toString(), book.toString());
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(book))) {
      String cells = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(cells.contains("HYPERLINK("), cells);
      assertFalse(
          Pattern.compile("<gnm:Cell Row=\"\\d+\" Col=\"\\d+\"(?! ValueType)")
              .matcher(cells)
              .find(),
          "every cell is a value, none a formula: " + cells);
    }
  }

  private static String run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), command[0]);
    return output.strip();
  }

  private void crowd(int people) {
    crowd("person", people);
  }

  private void crowd(String name, int people) {
    sql.with(
        handle -> {
          handle
              .createUpdate(
                  "INSERT INTO recipient (controller_id, address, compare_key, address_key, key_id, source)"
                      + " SELECT 1, name, name, substring(sha256(utf8(name)) FOR 16), 'test', 'test'"
                      + " FROM (SELECT :name || n || '@example.com' AS name FROM generate_series(1, :people) n) crowd")
              .bind("name", name)
              .bind("people", people)
              .execute();
          return handle
              .createUpdate(
                  "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor)"
                      + " SELECT id, 11, 'CONSENT_GIVEN', 'CONFIRMATION', 'recipient' FROM recipient WHERE address LIKE :name || '%' ORDER BY id")
              .bind("name", name)
              .execute();
        });
  }

  private static ExportRequest request(String purpose, String receiver) {
    return ExportRequest.plain(
        List.of(WEEKBLIK), ListUse.MAIL, purpose, receiver, ExportProfile.MACHINE);
  }

  private static ExportRequest form(ExportProfile profile, boolean gzip) {
    return new ExportRequest(
        List.of(WEEKBLIK),
        ListUse.MAIL,
        "Weekblik 24 drukken",
        "processor:7",
        profile,
        ExportColumn.usual(),
        ExportFilter.NONE,
        gzip);
  }

  private Set<ExportRefusal> refusals(List<TopicId> topics, ListUse use, String receiver) {
    return lists
        .announce(
            IMAILO, ExportRequest.plain(topics, use, "test", receiver, ExportProfile.MACHINE), NOOR)
        .refusals();
  }

  private Manifest announce(ExportProfile profile) {
    return lists.announce(IMAILO, form(profile, false), NOOR).manifest().orElseThrow();
  }

  private byte[] fetch(ExportProfile profile) {
    return fetch(form(profile, false));
  }

  private byte[] fetch(ExportRequest wanted) {
    Manifest announced = lists.announce(IMAILO, wanted, NOOR).manifest().orElseThrow();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertTrue(lists.take(IMAILO, announced.id(), NOOR));
    lists.write(IMAILO, announced.id(), file, EXECUTOR);
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
    recipients.rename(id, firstName, lastName);
    consent(id, 11);
    return id;
  }

  private void consent(RecipientId id, long topic) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor)"
                        + " VALUES (:id, :topic, 'CONSENT_GIVEN', 'CONFIRMATION', 'recipient')")
                .bind("id", id.value())
                .bind("topic", topic)
                .execute());
  }

  private void append(RecipientId id, String kind) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO ledger (recipient_id, kind, route, actor)"
                        + " VALUES (:id, :kind::ledger_kind, 'PREFERENCES', 'recipient')")
                .bind("id", id.value())
                .bind("kind", kind)
                .execute());
  }
}
