package nl.voorkeur.importing;

import static nl.voorkeur.importing.Desk.AANBIEDINGEN;
import static nl.voorkeur.importing.Desk.IMAILO;
import static nl.voorkeur.importing.Desk.WEEKBLIK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.AddressChange;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.recipient.Recipients;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an undo takes back, and what it leaves. */
class ImportUndoPgIT {

  private static final ControllerId ANOTHER = new ControllerId(2);
  private static final String HEAD = "Email Address,OPTIN_TIME,CONFIRM_TIME\n";
  private static final String CONFIRMED = ",2024-05-01 10:00:00,2024-05-01 10:05:00\n";
  private static final String SALES =
      "E-mail;Laatste aankoop;Product;Afmelding aangeboden\n%s@example.com;01-02-2026;kast;ja\n";

  private Desk desk;

  @BeforeEach
  void open() {
    desk = new Desk();
  }

  @Test
  void itTakesBackWhatTheImportGaveAndLeavesWhatPeopleDidSince() {
    ImportBatch batch = bring("quiet", "stopped", "confirmed", "stoppedAll");
    say("stopped", "WITHDRAWAL", "ONE_CLICK", WEEKBLIK);
    say("confirmed", "CONSENT_GIVEN", "CONFIRMATION", WEEKBLIK);
    desk.sql.with(
        handle ->
            handle.execute(
                "INSERT INTO ledger (recipient_id, kind, route, actor) VALUES (?, 'WITHDRAWAL', 'PREFERENCES', 'recipient')",
                id("stoppedAll").value()));
    assertEquals(
        Optional.of(new UndoPreview(1, 2, 1)), desk.imports.previewUndo(IMAILO, batch.id()));

    assertTrue(desk.imports.undo(IMAILO, batch.id(), "staff:1"));

    ImportBatch undone = desk.imports.find(IMAILO, batch.id()).orElseThrow();
    assertEquals(ImportState.UNDONE, undone.state());
    assertEquals(1, undone.undo().takenBack());
    assertEquals(
        Map.of(
            "quiet@example.com", "NO_CONSENT",
            "stopped@example.com", "WITHDRAWN",
            "confirmed@example.com", "CONSENT",
            "stoppedall@example.com", "WITHDRAWN"),
        desk.decisions(WEEKBLIK));
    assertEquals(
        1,
        desk.number(
            "SELECT count(*) FROM ledger WHERE kind = 'UNDONE' AND route = 'IMPORT' AND actor = 'import:"
                + batch.id()
                + "' AND evidence ->> 'by' = 'staff:1'"));
    assertFalse(desk.imports.undo(IMAILO, batch.id(), "staff:1"), "once");
    assertSound();
    assertEquals(
        Map.of(Outcome.KNOWN, 1, Outcome.KEPT_OUT, 2, Outcome.UNCHANGED, 1),
        bring("quiet", "stopped", "confirmed", "stoppedAll").counts(),
        "and a better file may follow");
  }

  @Test
  void anOlderGroundHoldsAgain() {
    desk.bringText("sales.csv", String.format(SALES, "buyer"), ImportKind.CUSTOMERS, WEEKBLIK);
    ImportBatch consents = bring("buyer");
    assertEquals("CONSENT", desk.decisions(WEEKBLIK).get("buyer@example.com"));
    assertTrue(desk.imports.undo(IMAILO, consents.id(), "staff:1"));
    assertEquals("SOFT_OPT_IN", desk.decisions(WEEKBLIK).get("buyer@example.com"));
    ImportBatch sales = desk.imports.list(IMAILO, 1, 1).get(0);
    assertTrue(desk.imports.undo(IMAILO, sales.id(), "staff:1"), "also what was restored");
    assertEquals("NO_CONSENT", desk.decisions(WEEKBLIK).get("buyer@example.com"));
    assertSound();
  }

  @Test
  void noOptOutIsLifted() {
    ImportBatch outs =
        desk.bringText(
            "out.csv",
            "Email Address,UNSUB_TIME\nout@example.com,2024-05-01\n",
            ImportKind.OPT_OUTS,
            WEEKBLIK);
    assertFalse(outs.isUndoable());
    assertEquals(Optional.empty(), desk.imports.previewUndo(IMAILO, outs.id()));
    assertFalse(desk.imports.undo(IMAILO, outs.id(), "staff:1"));
    assertEquals("WITHDRAWN", desk.decisions(WEEKBLIK).get("out@example.com"));
  }

  @Test
  void itGoesOnWhereACrashLeftIt() {
    ImportBatch batch = bring("one", "two", "three");
    desk.sql.with(
        handle ->
            handle.execute(
                "UPDATE import_batch SET state = 'UNDOING', undone = 1, undone_by = 'staff:1', lease_until = now() - interval '1 s'"));
    desk.worker.work();
    assertEquals(ImportState.UNDONE, desk.imports.find(IMAILO, batch.id()).orElseThrow().state());
    assertEquals(
        List.of("CONSENT", "NO_CONSENT", "NO_CONSENT"),
        List.of("one", "two", "three").stream()
            .map(name -> desk.decisions(WEEKBLIK).get(name + "@example.com"))
            .toList(),
        "the first record counted as done");
    assertSound();
  }

  @Test
  void whoMovedTookItAlong() {
    ImportBatch batch = bring("old", "fresh");
    RecipientId old = id("old");
    RecipientId fresh = id("fresh");
    new AddressChange(desk.sql, desk.keys)
        .move(old, EmailAddress.of("fresh@example.com"), Provenance.byRecipient(Route.FRESH_LINK));
    ImportData data = new ImportData(desk.sql);
    assertEquals(2, data.about(fresh).size(), "the row of the mailbox they left is theirs too");
    assertTrue(desk.imports.undo(IMAILO, batch.id(), "staff:1"));
    assertEquals("NO_CONSENT", desk.decisions(WEEKBLIK).get("fresh@example.com"));
    data.erase(fresh);
    assertEquals(
        0, desk.number("SELECT count(*) FROM import_row WHERE address IS NOT NULL"), "all of it");
    assertSound();
  }

  @Test
  void theOtherRecordsOfAMailboxAreThePersonsToo() {
    bring("twice", "TWICE");
    ImportData data = new ImportData(desk.sql);
    assertEquals(2, data.about(id("twice")).size());
    data.erase(id("twice"));
    assertEquals(0, desk.number("SELECT count(*) FROM import_row WHERE given <> ''"));
  }

  @Test
  void anImportStopsHalfWayGoesOnOrIsTakenBack() {
    ImportBatchId id = desk.upload("subscribed_members_export.csv");
    desk.imports.check(IMAILO, id, desk.suggested(id, WEEKBLIK), false);
    desk.sql.with(
        handle -> handle.execute("UPDATE import_batch SET state = 'IMPORTING', done = 4000"));
    assertTrue(desk.imports.cancel(IMAILO, id));
    ImportBatch stopped = desk.imports.find(IMAILO, id).orElseThrow();
    assertEquals(ImportState.STOPPED, stopped.state());
    assertEquals(4000, stopped.counts().values().stream().mapToInt(Integer::intValue).sum());
    assertTrue(desk.imports.start(IMAILO, id), "the rest follows");
    ImportBatch done = desk.imports.find(IMAILO, id).orElseThrow();
    assertEquals(ImportState.DONE, done.state());
    assertEquals(4500, done.counts().values().stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  void aFileThatIsBeingReadIsGivenUp() {
    ImportBatchId id = desk.upload("subscribed_members_export.csv");
    desk.imports.check(IMAILO, id, desk.suggested(id, WEEKBLIK), false);
    desk.sql.with(
        handle -> handle.execute("UPDATE import_batch SET state = 'CHECKING', lease_until = NULL"));
    assertTrue(desk.imports.cancel(IMAILO, id));
    desk.worker.work();
    assertEquals(ImportState.CANCELLED, desk.imports.find(IMAILO, id).orElseThrow().state());
    assertEquals(0, desk.number("SELECT count(*) FROM import_row"));
  }

  @Test
  void anotherControllerFindsNothing() {
    ImportBatch batch = bring("wall");
    ImportBatchId id = batch.id();
    assertEquals(Optional.empty(), desk.imports.find(ANOTHER, id));
    assertEquals(
        Optional.empty(), desk.imports.look(ANOTHER, id, Optional.empty(), Optional.empty()));
    assertEquals(List.of(), desk.imports.rows(ANOTHER, id, RowFilter.ALL, 0, 10));
    assertEquals(Optional.empty(), desk.imports.previewUndo(ANOTHER, id));
    assertFalse(desk.imports.undo(ANOTHER, id, "staff:1"));
    assertFalse(desk.imports.start(ANOTHER, id));
    assertFalse(desk.imports.cancel(ANOTHER, id));
    assertFalse(desk.imports.informed(ANOTHER, id, "by mail", "staff:1"));
    assertEquals(List.of(), desk.imports.sameFile(ANOTHER, id));
  }

  private ImportBatch bring(String... names) {
    StringBuilder file = new StringBuilder(HEAD);
    for (String name : names) {
      file.append(name).append("@example.com").append(CONFIRMED);
    }
    return desk.bringText("a.csv", file.toString(), ImportKind.CONSENTS, WEEKBLIK);
  }

  private RecipientId id(String name) {
    return new Recipients(desk.sql, desk.keys)
        .find(IMAILO, EmailAddress.of(name + "@example.com"))
        .orElseThrow()
        .id();
  }

  private void say(String name, String kind, String route, TopicId topic) {
    desk.sql.with(
        handle ->
            handle.execute(
                "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor) VALUES (?, ?, ?::ledger_kind, ?::ledger_route, 'recipient')",
                id(name).value(),
                topic.value(),
                kind,
                route));
  }

  /** Every chain is whole, and the state in use is what the ledger alone gives. */
  private void assertSound() {
    assertEquals(0, desk.number("SELECT count(*) FROM ledger_break(0, 1000000)"));
    assertEquals(0, desk.number("SELECT count(*) FROM state_difference(0, 1000000)"));
    assertEquals(
        Map.of(),
        desk.decisions(AANBIEDINGEN).entrySet().stream()
            .filter(entry -> entry.getValue().equals("CONSENT"))
            .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }
}
