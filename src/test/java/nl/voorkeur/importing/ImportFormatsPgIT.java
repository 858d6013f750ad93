package nl.voorkeur.importing;

import static nl.voorkeur.importing.Desk.AANBIEDINGEN;
import static nl.voorkeur.importing.Desk.IMAILO;
import static nl.voorkeur.importing.Desk.WEEKBLIK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.kernel.TopicId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Files as other systems write them, in their documented columns, and what each of their rows comes
 * to; the workbook was written by openpyxl.
 */
class ImportFormatsPgIT {

  private Desk desk;

  @BeforeEach
  void open() {
    desk = new Desk();
  }

  @Test
  void aWorkbookIsReadRowByRow() {
    ImportBatchId id = upload("klanten.xlsx");
    FileLook look = look(id);
    assertEquals(
        List.of(
            "E-mailadres",
            "Voornaam",
            "Achternaam",
            "Klant sinds",
            "Laatste aankoop",
            "Product",
            "Afmelding aangeboden",
            "Bedrag"),
        look.headings());
    assertEquals(
        List.of(
            "zoe@example.com",
            "Zoë",
            "Smit",
            "2024-03-01",
            "2026-04-27",
            "boekenkast",
            "ja",
            "12.5"),
        look.rows().get(0));
    ImportBatch batch = desk.finish(id, desk.as(look, ImportKind.CUSTOMERS, WEEKBLIK));
    assertEquals(Optional.of(new ImportBatch.Sheet("Klanten", 2)), batch.sheet());
    assertEquals(
        Map.of(
            2, "NEW",
            3, "NEW",
            4, "NEW",
            6, "REFUSED EVIDENCE_INCOMPLETE SALE_DATE",
            7, "NEW"),
        desk.outcomes(id),
        "each by the row of the sheet");
    assertEquals(
        3,
        desk.number(
            "SELECT count(*) FROM ledger WHERE (evidence ->> 'line', evidence ->> 'sale_date', evidence ->> 'product') IN"
                + " (('3', '2026-04-28T13:05:00', 'lamp met voet'), ('4', '2026-04-30', 'stoel'), ('7', '2026-04-28', 'kast'))"));
    assertEquals(
        1,
        desk.number(
            "SELECT count(*) FROM recipient WHERE last_name = 'O''Neil \"de Vries\"' AND compare_key = 'anna@xn--bcher-kva.example'"));
  }

  @Test
  void whatIsNoWorkbookIsRefusedWithItsReason() throws IOException {
    assertEquals(UploadFault.NOT_A_WORKBOOK, refused(zip("document.xml", "<a/>")));
    assertEquals(UploadFault.NOT_A_WORKBOOK, refused(zip("xl/workbook.xml", "<workbook")));
    assertEquals(
        UploadFault.NOT_A_WORKBOOK, refused(new byte[] {'P', 'K', 3, 4, 9, 9, 9, 9, 9, 9}));
    assertEquals(
        UploadFault.OLD_WORKBOOK, refused(HexFormat.of().parseHex("d0cf11e0a1b11ae10000")));
    assertEquals(0, desk.number("SELECT count(*) FROM import_batch"));
  }

  @Test
  void mailchimpsCleanedMembersHaveNoMailbox() {
    ImportBatchId id = upload("mailchimp_cleaned_members_export.csv");
    FileLook look = look(id);
    assertEquals(Optional.of(Dialect.MAILCHIMP), look.dialect());
    assertEquals(Optional.of(ImportKind.OPT_OUTS), look.kind());
    desk.finish(id, desk.as(look, ImportKind.OPT_OUTS, WEEKBLIK));
    assertEquals(Map.of(2, "BOUNCED", 3, "BOUNCED"), desk.outcomes(id));
    assertEquals("SUPPRESSED_BOUNCE", desk.decisions(WEEKBLIK).get("anke@example.com"));
  }

  @Test
  void listmonkSaysWhoIsBlocklistedAndProvesNobody() {
    ImportBatchId id = upload("listmonk_subscribers.csv");
    FileLook look = look(id);
    assertEquals(Optional.of(Dialect.LISTMONK), look.dialect());
    ImportBatch batch = keep(id, look, WEEKBLIK);
    assertEquals(
        Map.of(
            2, "UNPROVEN NOT_CONFIRMED",
            3, "OPTED_OUT",
            4, "OPTED_OUT",
            5, "REFUSED DOMAIN_INCOMPLETE"),
        unproven(id));
    assertEquals(Map.of("NOT_CONFIRMED", 1), batch.unproven());
    assertEquals(
        Map.of(
            "anke@example.com", "NO_CONSENT",
            "bas@example.com", "WITHDRAWN",
            "cato@example.com", "WITHDRAWN"),
        desk.decisions(AANBIEDINGEN),
        "who is blocklisted there gets nothing here");
  }

  @Test
  void phpListAndMauticAreReadByTheirColumns() {
    ImportBatchId phpList = upload("phplist_export.csv");
    FileLook look = look(phpList);
    assertEquals(Optional.of(Dialect.PHPLIST), look.dialect());
    assertEquals('\t', look.suggested().delimiter());
    keep(phpList, look, WEEKBLIK);
    assertEquals(
        Map.of(2, "UNPROVEN NOT_CONFIRMED", 3, "OPTED_OUT", 4, "UNPROVEN NOT_CONFIRMED"),
        unproven(phpList));
    ImportBatchId mautic = upload("mautic_contacts.csv");
    FileLook contacts = look(mautic);
    assertEquals(Optional.of(Dialect.MAUTIC), contacts.dialect());
    keep(mautic, contacts, WEEKBLIK);
    assertEquals(Map.of(2, "UNCHANGED", 3, "ALREADY_OUT"), unproven(mautic));
  }

  @Test
  void aRosterOfMailmanHasNoHeadings() {
    ImportBatchId id = upload("mailman_roster.txt");
    FileLook look = look(id);
    assertEquals(Optional.of(Dialect.MAILMAN), look.dialect());
    assertEquals(Optional.empty(), look.kind(), "a person says what it is");
    keep(id, look, WEEKBLIK);
    assertEquals(
        Map.of(
            1, "UNPROVEN NOT_CONFIRMED",
            2, "UNPROVEN NOT_CONFIRMED",
            3, "UNPROVEN NOT_CONFIRMED"),
        unproven(id));
    assertEquals(
        3,
        desk.decisions(WEEKBLIK).values().stream().filter("NO_CONSENT"::equals).count(),
        "known, and not mailed");
  }

  @Test
  void aStatusThatSaysNoIsStrongerThanARowThatSaysYes() {
    String head = "Email Address,CONFIRM_TIME,Status,Wording\n";
    String time = ",2024-05-01 10:00:00,";
    ImportBatch batch =
        desk.bringText(
            "mixed.csv",
            head
                + ("yes@example.com" + time + "subscribed,Yes please\n")
                + ("both@example.com" + time + "subscribed,\n")
                + ("BOTH@example.com" + time + "unsubscribed,\n")
                + ("odd@example.com" + time + "golden,\n")
                + ("wait@example.com" + time + "pending,\n")
                + ("dead@example.com" + time + "cleaned,\n"),
            ImportKind.CONSENTS,
            WEEKBLIK);
    assertEquals(
        Map.of(
            2, "NEW",
            3, "MERGED into 4",
            4, "OPTED_OUT",
            5, "REFUSED STATUS_UNKNOWN",
            6, "REFUSED NOT_CONFIRMED",
            7, "BOUNCED"),
        desk.outcomes(batch.id()));
    assertEquals(
        1, desk.number("SELECT count(*) FROM ledger WHERE evidence ->> 'wording' = 'Yes please'"));
  }

  @Test
  void withoutASourceNobodyIsLetIn() {
    String file = "Email Address,CONFIRM_TIME\nyes@example.com,2024-05-01 10:00:00\n";
    ImportBatchId id = desk.upload("a.csv", file);
    ImportPlan plan = desk.as(look(id), ImportKind.CONSENTS, WEEKBLIK);
    Ground none =
        new Ground(
            false, false, Optional.empty(), "", Optional.empty(), Optional.empty(), "", true);
    ImportBatch batch =
        desk.finish(id, new ImportPlan(plan.kind(), plan.topics(), plan.layout(), none));
    assertEquals(Map.of("SOURCE_MISSING", 1), batch.unproven());
    assertEquals(Map.of("yes@example.com", "NO_CONSENT"), desk.decisions(WEEKBLIK));
  }

  @Test
  void whatWasAskedIsKeptOnceAndNamedByEachEntry() {
    for (int i = 0; i < 2; i++) {
      ImportBatchId id =
          desk.upload("a.csv", "Email Address,CONFIRM_TIME\nyes" + i + "@example.com,2024-05-01\n");
      ImportPlan plan = desk.as(look(id), ImportKind.CONSENTS, WEEKBLIK);
      Ground asked =
          new Ground(
              false,
              false,
              Optional.of(Source.DIRECT),
              "shop",
              Optional.empty(),
              Optional.empty(),
              " May we mail you? ",
              false);
      desk.finish(id, new ImportPlan(plan.kind(), plan.topics(), plan.layout(), asked));
    }
    assertEquals(
        2,
        desk.number(
            "SELECT count(*) FROM ledger l JOIN wording w ON w.id = l.wording_id WHERE w.text = 'May we mail you?'"));
    assertEquals(1, desk.number("SELECT count(*) FROM wording WHERE text = 'May we mail you?'"));
  }

  @Test
  void aFreeAccountIsKeptAsSuch() {
    ImportBatchId id =
        desk.upload(
            "a.csv",
            "E-mail;Laatste aankoop;Product;Afmelding aangeboden\nfree@example.com;01-02-2026;account;ja\n");
    ImportPlan plan = desk.as(look(id), ImportKind.CUSTOMERS, WEEKBLIK);
    Ground free =
        new Ground(
            true,
            true,
            Optional.of(Source.DIRECT),
            "shop",
            Optional.empty(),
            Optional.empty(),
            "",
            false);
    desk.finish(id, new ImportPlan(plan.kind(), plan.topics(), plan.layout(), free));
    assertEquals("SOFT_OPT_IN_NOT_COVERED", desk.decisions(WEEKBLIK).get("free@example.com"));
  }

  @Test
  void dataFromOthersStartTheClock() {
    String file = "Email Address,CONFIRM_TIME\nyes@example.com,2024-05-01 10:00:00\n";
    ImportBatchId id = desk.upload("a.csv", file);
    ImportPlan plan = desk.as(look(id), ImportKind.CONSENTS, WEEKBLIK);
    assertEquals(
        Optional.of(PlanFault.OBTAINED_MISSING),
        desk.imports.check(IMAILO, id, from(plan, Optional.empty()), false));
    assertEquals(
        Optional.of(PlanFault.OBTAINED_INVALID),
        desk.imports.check(IMAILO, id, from(plan, Optional.of(LocalDate.of(2999, 1, 1))), false));
    desk.finish(id, from(plan, Optional.of(LocalDate.of(2026, 1, 31))));
    ImportBatch.Notice notice = desk.imports.toInform(IMAILO).get(0).notice().orElseThrow();
    assertEquals(LocalDate.of(2026, 2, 28), notice.by());
    assertTrue(notice.isOverdue(LocalDate.of(2026, 3, 1)));
    assertTrue(desk.imports.informed(IMAILO, id, "first mail, footer", "staff:1"));
    assertEquals(List.of(), desk.imports.toInform(IMAILO));
  }

  @Test
  void aProfileIsFoundByItsHeadings() {
    ImportProfiles profiles =
        new ImportProfiles(desk.sql, (act, controller, subject, detail) -> {});
    ImportBatchId id = desk.upload("a.csv", "Adres,Wanneer\nyes@example.com,2024-05-01\n");
    FileLook look = look(id);
    Layout seen = look.suggested();
    Layout read =
        new Layout(
            seen.charset(),
            seen.delimiter(),
            true,
            DateOrder.MONTH_FIRST,
            List.of(ImportField.ADDRESS, ImportField.CONFIRMED_AT));
    ImportPlan plan =
        new ImportPlan(ImportKind.CONSENTS, List.of(WEEKBLIK), read, Desk.ground(false));
    profiles.save(IMAILO, "Webshop", look.headings(), plan, "staff:1");
    profiles.save(IMAILO, "Webshop", look.headings(), plan, "staff:1");
    ImportProfile found = profiles.find(IMAILO, look).orElseThrow();
    assertEquals(read, found.layout());
    assertEquals(1, profiles.list(IMAILO).size(), "one of a name");
    assertEquals(
        Optional.empty(), profiles.find(new nl.voorkeur.kernel.ControllerId(2), look), "a wall");
    assertTrue(profiles.rename(IMAILO, found.id(), "Winkel"));
    assertTrue(profiles.delete(IMAILO, found.id()));
    assertEquals(Optional.empty(), profiles.find(IMAILO, look));
  }

  private static ImportPlan from(ImportPlan plan, Optional<LocalDate> day) {
    Ground others =
        new Ground(
            false, false, Optional.of(Source.OTHER), "a fair", day, Optional.empty(), "", true);
    return new ImportPlan(plan.kind(), plan.topics(), plan.layout(), others);
  }

  private ImportBatch keep(ImportBatchId id, FileLook look, TopicId topic) {
    ImportPlan plan = desk.as(look, ImportKind.CONSENTS, topic);
    return desk.finish(
        id, new ImportPlan(plan.kind(), plan.topics(), plan.layout(), Desk.keeping()));
  }

  /** The outcomes without the facts that lack. */
  private Map<Integer, String> unproven(ImportBatchId id) {
    Map<Integer, String> outcomes = desk.outcomes(id);
    outcomes.replaceAll((line, outcome) -> outcome.replace(" CONFIRMED_AT", ""));
    return outcomes;
  }

  private ImportBatchId upload(String file) {
    return desk.upload(file, ImportFormatsPgIT.class.getResourceAsStream("/formats/" + file));
  }

  private FileLook look(ImportBatchId id) {
    return desk.imports.look(IMAILO, id, Optional.empty(), Optional.empty()).orElseThrow();
  }

  private UploadFault refused(byte[] file) {
    Upload upload =
        desk.imports.upload(IMAILO, "a.xlsx", new ByteArrayInputStream(file), "staff:1");
    return upload.fold(
        id -> {
          throw new AssertionError("taken");
        },
        fault -> fault);
  }

  private static byte[] zip(String name, String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
