package nl.voorkeur.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.privacy.RightsCase.Filter;
import nl.voorkeur.privacy.RightsCase.Identity;
import nl.voorkeur.privacy.RightsCase.Kind;
import nl.voorkeur.privacy.RightsCase.Outcome;
import nl.voorkeur.privacy.RightsCase.Reached;
import nl.voorkeur.recipient.AddressKeys;
import nl.voorkeur.recipient.Recipients;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to use a right: their time to answer, their end, and the walls around them. */
class CasesPgIT {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final ControllerId LINDE = new ControllerId(2);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private Sql sql;
  private CaseStore cases;
  private RecipientId person;

  @BeforeEach
  void open() {
    sql = new Sql(TestDatabase.fresh());
    cases = new CaseStore(sql);
    person =
        new Recipients(sql, new AddressKeys(List.of(new NamedKey("test", new byte[32]))))
            .obtain(IMAILO, EmailAddress.of("noor@voorbeeld.example"), Optional.empty(), "test");
  }

  @Test
  void aMonthBeginsOnTheDayItWasAskedAndEndsWithAShortMonth() {
    assertEquals(LocalDate.of(2026, 12, 22), RightsCase.due(TODAY));
    assertEquals(LocalDate.of(2027, 2, 28), RightsCase.due(LocalDate.of(2027, 1, 31)));
    long id = add(TODAY);
    assertEquals(LocalDate.of(2026, 12, 22), find(id).dueOn());
  }

  @Test
  void twoMonthsMoreAreTakenOnceAndInTime() {
    long id = add(TODAY);
    assertFalse(cases.extend(IMAILO, id, "late", LocalDate.of(2026, 12, 23)), "the month is over");
    assertTrue(cases.extend(IMAILO, id, "many files", TODAY));
    assertEquals(RightsCase.extended(TODAY), find(id).dueOn());
    assertEquals(Optional.of("many files"), find(id).extendedWhy());
    assertFalse(cases.extend(IMAILO, id, "more", TODAY), "once");
  }

  @Test
  void aClosedCaseStaysAsItWas() {
    long id = add(TODAY);
    assertTrue(cases.note(IMAILO, id, "staff:1", "called"));
    assertTrue(cases.identify(IMAILO, id, Identity.CALLED_BACK));
    assertTrue(cases.close(IMAILO, id, Outcome.SERVED, "sent the pack"));
    assertFalse(cases.close(IMAILO, id, Outcome.REFUSED, "again"));
    assertFalse(cases.note(IMAILO, id, "staff:1", "after"));
    assertFalse(cases.identify(IMAILO, id, Identity.NOT_YET));
    assertFalse(cases.extend(IMAILO, id, "more", TODAY));
    assertEquals(Outcome.SERVED, find(id).closing().orElseThrow().outcome());
    assertEquals(1, cases.notes(id).size());
  }

  @Test
  void theMostPressingStandsFirstAndAllAreCounted() {
    long old = add(TODAY.minusMonths(2));
    long fresh = add(TODAY);
    long done = add(TODAY.minusDays(3));
    cases.close(IMAILO, done, Outcome.WITHDRAWN, "no need");
    assertEquals(List.of(old, fresh), ids(Filter.OPEN));
    assertEquals(List.of(old), ids(Filter.OVERDUE));
    assertEquals(List.of(done), ids(Filter.CLOSED));
    assertEquals(List.of(old, fresh, done), ids(Filter.ALL));
    assertEquals(2, cases.count(IMAILO, Filter.OPEN, TODAY));
    assertEquals(1, cases.count(IMAILO, Filter.OVERDUE, TODAY));
  }

  @Test
  void anotherControllerFindsAndChangesNothing() {
    long id = add(TODAY);
    assertEquals(Optional.empty(), cases.find(LINDE, id));
    assertEquals(List.of(), cases.list(LINDE, Filter.ALL, TODAY, 0, 10));
    assertEquals(List.of(), cases.of(LINDE, person));
    assertFalse(cases.note(LINDE, id, "staff:1", "x"));
    assertFalse(cases.identify(LINDE, id, Identity.CALLED_BACK));
    assertFalse(cases.extend(LINDE, id, "x", TODAY));
    assertFalse(cases.close(LINDE, id, Outcome.REFUSED, "x"));
  }

  @Test
  void thePersonSeesTheirCaseAndErasureLeavesOnlyThatThereWasOne() {
    long id = add(TODAY);
    cases.note(IMAILO, id, "staff:1", "spoke with Noor");
    CaseData data = new CaseData(sql);
    Map<String, String> seen = data.about(person).get(0).facts();
    assertEquals("ACCESS", seen.get("kind"));
    assertEquals("2026-12-22", seen.get("due_on"));
    assertEquals("OPEN", seen.get("outcome"));
    cases.close(IMAILO, id, Outcome.SERVED, "sent to Noor");
    assertEquals("sent to Noor", data.about(person).get(0).facts().get("answer"));
    data.erase(person);
    assertEquals("-", find(id).asked());
    assertEquals("-", find(id).closing().orElseThrow().why());
    assertEquals(List.of(), cases.notes(id));
  }

  private long add(LocalDate askedOn) {
    return cases.add(
        IMAILO,
        new NewCase(
            person, Kind.ACCESS, Reached.PHONE, Identity.NOT_YET, "wants all data", askedOn),
        "staff:1");
  }

  private RightsCase find(long id) {
    return cases.find(IMAILO, id).orElseThrow();
  }

  private List<Long> ids(Filter filter) {
    return cases.list(IMAILO, filter, TODAY, 0, 10).stream().map(RightsCase::id).toList();
  }
}
