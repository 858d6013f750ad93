package nl.voorkeur.importing;

import static nl.voorkeur.importing.Desk.AANBIEDINGEN;
import static nl.voorkeur.importing.Desk.WEEKBLIK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.OptOut;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.recipient.Recipients;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an import does and refuses to do, rule by rule. */
class ImportRulesPgIT {

  private static final String HEAD = "Email Address,First Name,Last Name,OPTIN_TIME,CONFIRM_TIME\n";
  private static final String CONFIRMED = ",2024-05-01 10:00:00,2024-05-01 10:05:00\n";

  private Desk desk;

  @BeforeEach
  void open() {
    desk = new Desk();
  }

  @Test
  void aDryRunChangesNothingButItsOwnStaging() {
    ImportBatchId id = desk.upload("klanten.csv");
    assertEquals(
        Optional.empty(), desk.imports.check(Desk.IMAILO, id, desk.suggested(id, WEEKBLIK), false));
    ImportBatch batch = desk.imports.find(Desk.IMAILO, id).orElseThrow();
    assertEquals(ImportState.CHECKED, batch.state());
    assertEquals(3060, batch.records());
    assertTrue(batch.count(Outcome.NEW) > 1000);
    assertEquals(
        0,
        desk.number(
            "SELECT (SELECT count(*) FROM recipient) + (SELECT count(*) FROM ledger)"
                + " + (SELECT count(*) FROM permission) + (SELECT count(*) FROM suppression)"));
    assertTrue(desk.imports.start(Desk.IMAILO, id));
    assertEquals(batch.counts(), desk.imports.find(Desk.IMAILO, id).orElseThrow().counts());
    assertFalse(desk.imports.start(Desk.IMAILO, id), "once");
  }

  @Test
  void theEvidenceSaysWhereEachEntryComesFrom() {
    ImportBatch batch = desk.bring("klanten.csv", WEEKBLIK);
    assertEquals(
        1,
        desk.number(
            "SELECT count(*) FROM ledger l JOIN recipient r ON r.id = l.recipient_id"
                + " WHERE r.compare_key = 'coco.van.den.broek@example.net' AND l.kind = 'SOFT_OPT_IN'"
                + " AND l.route = 'IMPORT' AND l.actor = 'import:"
                + batch.id()
                + "' AND l.evidence = '{\"file\": \"klanten.csv\", \"line\": 5, \"import\": "
                + batch.id()
                + ", \"sale_date\": \"2026-04-27\", \"product\": \"boekenkast\", \"opt_out_offered\": \"true\","
                + " \"customer_since\": \"2025-11-10\", \"obtained_at_sale\": \"true\"}'::jsonb"));
    assertEquals(0, desk.number("SELECT count(*) FROM ledger WHERE NOT evidence ?? 'line'"));
  }

  @Test
  void withoutTheDeclarationNoCustomerIsLetIn() {
    ImportBatchId id = desk.upload("klanten.csv");
    ImportPlan plan = desk.suggested(id, WEEKBLIK);
    ImportBatch batch =
        desk.finish(
            id, new ImportPlan(plan.kind(), plan.topics(), plan.layout(), Desk.ground(false)));
    assertEquals(Map.of(Outcome.REFUSED, 3060), batch.counts());
    assertEquals(0, desk.number("SELECT count(*) FROM recipient"));
  }

  @Test
  void anOptOutByThePersonStandsWhicheverCameFirst() {
    Recipients recipients = new Recipients(desk.sql, desk.keys);
    RecipientId before =
        recipients.obtain(
            Desk.IMAILO, EmailAddress.of("before@example.com"), Optional.empty(), "test");
    new OptOut(desk.sql).withdraw(before, WEEKBLIK, Provenance.byRecipient(Route.ONE_CLICK));
    String file =
        HEAD + "before@example.com,Jan,Jansen" + CONFIRMED + "after@example.com,," + CONFIRMED;
    ImportBatch batch = desk.bringText("a.csv", file, ImportKind.CONSENTS, WEEKBLIK, AANBIEDINGEN);
    List<ImportedRow> rows = desk.imports.rows(Desk.IMAILO, batch.id(), RowFilter.ALL, 0, 10);
    assertEquals(Outcome.KNOWN, rows.get(0).outcome(), "let in on the one topic");
    assertEquals(List.of(WEEKBLIK), rows.get(0).keptOut(), "and kept out of the other");
    assertEquals("WITHDRAWN", desk.decisions(WEEKBLIK).get("before@example.com"));
    assertEquals("CONSENT", desk.decisions(AANBIEDINGEN).get("before@example.com"));
    RecipientId after =
        recipients.find(Desk.IMAILO, EmailAddress.of("after@example.com")).orElseThrow().id();
    new OptOut(desk.sql).withdraw(after, WEEKBLIK, Provenance.byRecipient(Route.ONE_CLICK));
    ImportBatch again = desk.bringText("b.csv", file, ImportKind.CONSENTS, WEEKBLIK);
    assertEquals(Map.of(Outcome.KEPT_OUT, 2), again.counts());
    assertEquals("WITHDRAWN", desk.decisions(WEEKBLIK).get("after@example.com"));
  }

  @Test
  void ofTwoRecordsOfAMailboxTheFirstCompleteOneCounts() {
    ImportBatch batch =
        desk.bringText(
            "a.csv",
            HEAD
                + "Jan@bücher.example,,,2024-05-01 10:00:00,\n"
                + "jan@xn--bcher-kva.example,,,2024-05-02 10:00:00,2024-05-02 10:00:00\n"
                + "JAN@BÜCHER.example,,,2024-05-03 10:00:00,2024-05-03 10:00:00\n",
            ImportKind.CONSENTS,
            WEEKBLIK);
    assertEquals(
        Map.of(2, "REFUSED NOT_CONFIRMED", 3, "NEW", 4, "MERGED into 3"),
        desk.outcomes(batch.id()));
  }

  @Test
  void aComplaintCountsBeforeAnotherReasonOfTheSameMailbox() {
    ImportBatch batch =
        desk.bringText(
            "a.csv",
            "Email Address,UNSUB_TIME,UNSUB_REASON\njan@example.com,2024-05-01,NORMAL\njan@example.com,?,SPAM\n",
            ImportKind.OPT_OUTS,
            WEEKBLIK);
    assertEquals(Map.of(2, "MERGED into 3", 3, "COMPLAINT"), desk.outcomes(batch.id()));
    assertEquals("SUPPRESSED_COMPLAINT", desk.decisions(AANBIEDINGEN).get("jan@example.com"));
  }

  @Test
  void aHashMeetsWhoComesLater() {
    desk.bring("suppressie.txt");
    assertEquals(
        0, desk.number("SELECT count(*) FROM recipient"), "a listed address makes nobody known");
    assertEquals(
        0,
        desk.number(
            "SELECT count(*) FROM suppression WHERE form = 'ADDRESS_KEY' AND key_id IS NULL"));
    // line 2 of the list is the SHA-256 of an address with a U-label
    ImportBatch batch = desk.bring("subscribed_members_export.csv", WEEKBLIK);
    assertTrue(batch.count(Outcome.SUPPRESSED) > 50, batch.counts().toString());
    assertEquals(
        batch.count(Outcome.SUPPRESSED),
        desk.decisions(WEEKBLIK).values().stream().filter("SUPPRESSED"::equals).count());
  }

  @Test
  void namesFillWhatIsEmptyAndOverwriteNothing() {
    desk.bringText(
        "a.csv", HEAD + "jan@example.com,Jan," + CONFIRMED, ImportKind.CONSENTS, WEEKBLIK);
    desk.bringText(
        "b.csv", HEAD + "jan@example.com,Piet,Jansen" + CONFIRMED, ImportKind.CONSENTS, WEEKBLIK);
    assertEquals(
        1,
        desk.number(
            "SELECT count(*) FROM recipient WHERE first_name = 'Jan' AND last_name = 'Jansen'"));
  }

  @Test
  void anEncodingIsNeverGuessed() {
    byte[] latin =
        (HEAD + "zoe@example.com,Zoë,Smit" + CONFIRMED).getBytes(Charset.forName("windows-1252"));
    ImportBatchId id = desk.upload("latin.csv", new ByteArrayInputStream(latin));
    assertEquals(Encoding.UNKNOWN, desk.imports.find(Desk.IMAILO, id).orElseThrow().encoding());
    FileLook look =
        desk.imports.look(Desk.IMAILO, id, Optional.empty(), Optional.empty()).orElseThrow();
    ImportPlan plan = desk.as(look, ImportKind.CONSENTS, WEEKBLIK);
    Layout layout = plan.layout();
    Layout asUtf8 =
        new Layout(
            FileCharset.UTF_8,
            layout.delimiter(),
            layout.header(),
            layout.dateOrder(),
            layout.fields());
    assertEquals(
        Optional.of(PlanFault.CHARSET_WRONG),
        desk.imports.check(
            Desk.IMAILO,
            id,
            new ImportPlan(plan.kind(), plan.topics(), asUtf8, Desk.ground(false)),
            false));
    desk.finish(id, plan);
    assertEquals(1, desk.number("SELECT count(*) FROM recipient WHERE first_name = 'Zoë'"));
    Upload utf16 =
        desk.imports.upload(
            Desk.IMAILO,
            "utf16.csv",
            new ByteArrayInputStream(HEAD.getBytes(StandardCharsets.UTF_16)),
            "staff:1");
    assertEquals(new Upload.Refused(UploadFault.UTF_16), utf16);
    assertEquals(0, desk.number("SELECT count(*) FROM import_batch WHERE file_name = 'utf16.csv'"));
  }

  @Test
  void bytesOutsideTheChosenEncodingStopTheFileAndNameTheLine() {
    byte[] file =
        (HEAD + "a@example.com,A\u0081,B" + CONFIRMED).getBytes(StandardCharsets.ISO_8859_1);
    ImportBatchId id = desk.upload("odd.csv", new ByteArrayInputStream(file));
    FileLook look =
        desk.imports.look(Desk.IMAILO, id, Optional.empty(), Optional.empty()).orElseThrow();
    desk.imports.check(Desk.IMAILO, id, desk.as(look, ImportKind.CONSENTS, WEEKBLIK), true);
    ImportBatch batch = desk.imports.find(Desk.IMAILO, id).orElseThrow();
    assertEquals(ImportState.FAILED, batch.state());
    assertEquals(Optional.of(ImportFailure.ENCODING), batch.failure());
    assertEquals(0, desk.number("SELECT count(*) FROM import_row"), "the connection is sound");
  }

  @Test
  void aBadRowNeverStopsTheRest() {
    ImportBatch batch =
        desk.bringText(
            "a.csv",
            HEAD
                + "one@example.com,too,few\n"
                + "two@example.com,\"Ja\"n,Jansen"
                + CONFIRMED
                + "\n"
                + "three@example.com,a,b,2024-01-01 10:00:00,2024-01-01 10:00:00,more\n"
                + "four@example.com,Jan,Jansen,2024-01-01 10:00:00,2999-01-01 10:00:00\n"
                + "five@example.com,\"Jan\nPiet\",Jansen"
                + CONFIRMED
                + "six@example.com,=1+1,\\N"
                + CONFIRMED,
            ImportKind.CONSENTS,
            WEEKBLIK);
    assertEquals(
        Map.of(
            2, "REFUSED COLUMN_COUNT",
            3, "NEW",
            5, "REFUSED COLUMN_COUNT",
            6, "REFUSED DATE_INVALID CONFIRMED_AT",
            7, "NEW",
            9, "NEW"),
        desk.outcomes(batch.id()));
    assertEquals(
        1,
        desk.number(
            "SELECT count(*) FROM recipient WHERE first_name = '=1+1' AND last_name = E'\\\\N'"));
    assertEquals(1, desk.number("SELECT count(*) FROM recipient WHERE first_name = 'Jan Piet'"));
  }

  @Test
  void aQuoteThatIsNeverClosedStopsTheFileInsteadOfSwallowingIt() {
    StringBuilder file =
        new StringBuilder(HEAD).append("one@example.com,\"Jan,Jansen").append(CONFIRMED);
    for (int i = 0; i < 200; i++) {
      file.append("p").append(i).append("@example.com,Jan,Jansen").append(CONFIRMED);
    }
    ImportBatchId id = desk.upload("quote.csv", file.toString());
    FileLook look =
        desk.imports.look(Desk.IMAILO, id, Optional.empty(), Optional.empty()).orElseThrow();
    desk.imports.check(Desk.IMAILO, id, desk.as(look, ImportKind.CONSENTS, WEEKBLIK), false);
    ImportBatch batch = desk.imports.find(Desk.IMAILO, id).orElseThrow();
    assertEquals(Optional.of(ImportFailure.RECORD_TOO_LONG), batch.failure());
    assertEquals(Optional.of(2), batch.failureLine());
  }

  @Test
  void aPlanThatCannotBeIsRefusedWithItsReason() {
    ImportBatchId id = desk.upload("klanten.csv");
    ImportPlan plan = desk.suggested(id, WEEKBLIK);
    assertEquals(Optional.of(PlanFault.TOPIC_UNKNOWN), check(id, plan, new TopicId(21)));
    assertEquals(Optional.of(PlanFault.TOPIC_NOT_OWN_PRODUCTS), check(id, plan, new TopicId(16)));
    assertEquals(Optional.of(PlanFault.TOPIC_MISSING), check(id, plan));
  }

  @Test
  void anImportGoesOnWhereACrashLeftIt() {
    ImportBatchId id = desk.upload("subscribed_members_export.csv");
    desk.imports.check(Desk.IMAILO, id, desk.suggested(id, WEEKBLIK), false);
    // as after a crash of a node that had begun: under way, with a lease that is over
    desk.sql.with(
        handle ->
            handle
                .createUpdate(
                    "UPDATE import_batch SET state = 'IMPORTING', lease_until = now() - interval '1 s'")
                .execute());
    desk.worker.work();
    ImportBatch batch = desk.imports.find(Desk.IMAILO, id).orElseThrow();
    assertEquals(ImportState.DONE, batch.state());
    assertEquals(4500, batch.done());
    assertEquals(0, desk.number("SELECT count(*) FROM import_part"), "the file is forgotten");
  }

  /** What many records do is said beforehand; whoever says no after that is heard all the same. */
  @Test
  void whoSignsUpOrSaysNoWhileALargeFileRunsIsHeard() throws Exception {
    StringBuilder file = new StringBuilder("Email Address,OPTIN_TIME,CONFIRM_TIME\n");
    for (int n = 0; n < 10_050; n++) {
      file.append("large")
          .append(n)
          .append("@example.org,2024-05-01 10:00:00,2024-05-01 10:05:00\n");
    }
    Recipients people = new Recipients(desk.sql, desk.keys);
    OptOut optOut = new OptOut(desk.sql);
    RecipientId known = known(people, "large10049@example.org");
    ImportBatchId id = desk.upload("large.csv", file.toString());
    ImportPlan plan = desk.suggested(id, WEEKBLIK);
    CompletableFuture<ImportBatch> work =
        desk.sql.with(
            handle ->
                handle.inTransaction(
                    tx -> {
                      tx.execute("SELECT pg_advisory_xact_lock(7106, 1)");
                      CompletableFuture<ImportBatch> running =
                          CompletableFuture.supplyAsync(() -> desk.finish(id, plan));
                      while (!running.isDone() && isNobodyWaiting()) {
                        LockSupport.parkNanos(20_000_000);
                      }
                      Provenance said = Provenance.byRecipient(Route.ONE_CLICK);
                      optOut.withdraw(known, WEEKBLIK, said);
                      optOut.withdraw(known(people, "large7@example.org"), WEEKBLIK, said);
                      return running;
                    }));
    ImportBatch batch = work.get(60, TimeUnit.SECONDS);
    assertEquals(10_048, batch.count(Outcome.NEW));
    assertEquals(2, batch.count(Outcome.KEPT_OUT));
    assertEquals(2, desk.number("SELECT count(*) FROM permission WHERE topic_block = 'WITHDRAWN'"));
  }

  private boolean isNobodyWaiting() {
    return desk.number("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        == 0;
  }

  private static RecipientId known(Recipients people, String address) {
    return people.obtain(Desk.IMAILO, EmailAddress.of(address), Optional.empty(), "test");
  }

  @Test
  void cancellingForgetsWhatWasInTheFile() {
    ImportBatchId id = desk.upload("klanten.csv");
    desk.imports.check(Desk.IMAILO, id, desk.suggested(id, WEEKBLIK), false);
    assertTrue(desk.imports.cancel(Desk.IMAILO, id));
    assertEquals(ImportState.CANCELLED, desk.imports.find(Desk.IMAILO, id).orElseThrow().state());
    assertEquals(
        0,
        desk.number(
            "SELECT (SELECT count(*) FROM import_row) + (SELECT count(*) FROM import_part)"));
    assertEquals(
        List.of("IMPORT_UPLOADED import " + id, "IMPORT_CANCELLED import " + id), desk.trail);
  }

  @Test
  void theOutcomesOfEveryLineAreAFile() {
    ImportBatch batch = desk.bring("klanten.csv", WEEKBLIK);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    desk.imports.writeOutcomes(Desk.IMAILO, batch.id(), out);
    String text = out.toString(StandardCharsets.UTF_8);
    List<String> lines = List.of(text.split("\r\n"));
    assertEquals(3061, lines.size());
    assertEquals('\ufeff', text.charAt(0));
    assertTrue(
        lines.contains(
            "8,coco.koning41@example.net,REFUSED,EVIDENCE_INCOMPLETE,OPT_OUT_OFFERED,\"\",,"),
        lines.get(5));
    assertFalse(text.contains(",=lukas"), "an address is no formula (requirement V2)");
    assertTrue(text.contains(",'=lukas"));
  }

  private Optional<PlanFault> check(ImportBatchId id, ImportPlan plan, TopicId... topics) {
    return desk.imports.check(
        Desk.IMAILO,
        id,
        new ImportPlan(plan.kind(), List.of(topics), plan.layout(), plan.ground()),
        false);
  }
}
