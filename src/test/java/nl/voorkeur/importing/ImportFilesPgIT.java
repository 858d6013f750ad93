package nl.voorkeur.importing;

import static nl.voorkeur.importing.Desk.AANBIEDINGEN;
import static nl.voorkeur.importing.Desk.WEEKBLIK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import nl.voorkeur.importing.ByHand.Expected;
import nl.voorkeur.kernel.TopicId;
import org.junit.jupiter.api.Test;

/**
 * The four files of the test data, accounted for line by line against {@link ByHand}, in every
 * order of the files.
 */
class ImportFilesPgIT {

  private static final TopicId[] BOTH = {WEEKBLIK, AANBIEDINGEN};

  private enum DataFile {
    CUSTOMERS("klanten.csv", 3060, ByHand::customers),
    CONSENTS("subscribed_members_export.csv", 4500, ByHand::consents),
    OPT_OUTS("unsubscribed_members_export.csv", 2250, ByHand::optOuts),
    SUPPRESSION("suppressie.txt", 244, ByHand::suppression);

    private final String file;
    private final int records;
    private final Function<ByHand, Map<Integer, Expected>> byHand;

    DataFile(String file, int records, Function<ByHand, Map<Integer, Expected>> byHand) {
      this.file = file;
      this.records = records;
      this.byHand = byHand;
    }
  }

  @Test
  void everyLineOfEveryFileHasTheOutcomeWorkedOutByHand() {
    Desk desk = new Desk();
    ByHand byHand = new ByHand();
    for (DataFile file : DataFile.values()) {
      bringAndCompare(desk, byHand, file);
    }
    assertDecisions(desk, byHand);
  }

  @Test
  void aFewLinesReadByEye() {
    Desk desk = new Desk();
    Map<Integer, String> customers = desk.outcomes(desk.bring("klanten.csv", BOTH).id());
    // a line break inside the second cell: the record begins on line 2, the next one on line 4
    assertEquals("REFUSED DOMAIN_INCOMPLETE", customers.get(2));
    assertEquals(null, customers.get(3));
    assertEquals("REFUSED DOMAIN_INCOMPLETE", customers.get(4));
    assertEquals("NEW", customers.get(5));
    assertEquals("REFUSED EVIDENCE_INCOMPLETE OPT_OUT_OFFERED", customers.get(8));
    assertEquals("REFUSED EVIDENCE_INCOMPLETE OPT_OUT_OFFERED", customers.get(9));
    assertEquals("REFUSED EVIDENCE_INCOMPLETE SALE_DATE", customers.get(11));
    Map<Integer, String> consents =
        desk.outcomes(desk.bring("subscribed_members_export.csv", BOTH).id());
    assertEquals("NEW", consents.get(2));
    assertEquals("REFUSED NOT_CONFIRMED", consents.get(4));
    Map<Integer, String> optOuts =
        desk.outcomes(desk.bring("unsubscribed_members_export.csv", BOTH).id());
    assertEquals("OPTED_OUT", optOuts.get(2));
    assertEquals("COMPLAINT", optOuts.get(5));
    Map<Integer, String> suppression = desk.outcomes(desk.bring("suppressie.txt").id());
    assertEquals("LISTED", suppression.get(1));
    assertEquals("LISTED", suppression.get(244), "the last line has no end");
  }

  @Test
  void anyOrderOfTheFilesLeadsToTheSameDecisions() {
    Map<TopicId, Map<String, String>> first = new HashMap<>();
    List<List<DataFile>> orders = orders(List.of(DataFile.values()));
    // every third of the 24: each file comes first, and each pair of files both ways round
    for (int i = 0; i < orders.size(); i += 3) {
      List<DataFile> order = orders.get(i);
      Desk desk = new Desk();
      ByHand byHand = new ByHand();
      for (DataFile file : order) {
        bringAndCompare(desk, byHand, file);
      }
      assertDecisions(desk, byHand);
      for (TopicId topic : BOTH) {
        Map<String, String> decisions = desk.decisions(topic);
        assertTrue(decisions.size() > 7000, () -> "everybody is asked about: " + decisions.size());
        Map<String, String> before = first.putIfAbsent(topic, decisions);
        if (before != null) {
          assertEquals(before, decisions, () -> "order " + order);
        }
      }
    }
  }

  @Test
  void importingTwiceIsImportingOnce() {
    Desk desk = new Desk();
    for (DataFile file : DataFile.values()) {
      desk.bring(file.file, BOTH);
    }
    String state =
        "SELECT (SELECT count(*) FROM ledger) * 1000003 + (SELECT count(*) FROM recipient) * 1009"
            + " + (SELECT count(*) FROM suppression)";
    long before = desk.number(state);
    Map<TopicId, Map<String, String>> decisions = new HashMap<>();
    for (TopicId topic : BOTH) {
      decisions.put(topic, desk.decisions(topic));
    }
    for (DataFile file : DataFile.values()) {
      ImportBatch again = desk.bring(file.file, BOTH);
      assertEquals(0, again.count(Outcome.NEW) + again.count(Outcome.KNOWN), file.file);
      assertEquals(0, again.count(Outcome.OPTED_OUT) + again.count(Outcome.COMPLAINT), file.file);
      assertEquals(0, again.count(Outcome.LISTED), file.file);
    }
    assertEquals(before, desk.number(state));
    for (TopicId topic : BOTH) {
      assertEquals(decisions.get(topic), desk.decisions(topic));
    }
  }

  private static void bringAndCompare(Desk desk, ByHand byHand, DataFile file) {
    ImportBatch batch = desk.bring(file.file, BOTH);
    assertEquals(file.records, batch.records(), file.file);
    Map<Integer, String> expected = new TreeMap<>();
    file.byHand.apply(byHand).forEach((line, outcome) -> expected.put(line, outcome.toString()));
    Map<Integer, String> outcomes = desk.outcomes(batch.id());
    expected.forEach(
        (line, outcome) ->
            assertEquals(outcome, outcomes.get(line), () -> file.file + " line " + line));
    assertEquals(expected, outcomes, file.file);
    assertEquals(
        batch.records(), batch.counts().values().stream().mapToInt(Integer::intValue).sum());
    Map<Outcome, Integer> counted = new EnumMap<>(Outcome.class);
    outcomes
        .values()
        .forEach(o -> counted.merge(Outcome.valueOf(o.split(" ")[0]), 1, Integer::sum));
    assertEquals(counted, batch.counts(), "the report counts what the rows say");
  }

  private static void assertDecisions(Desk desk, ByHand byHand) {
    Map<String, String> expected = new TreeMap<>();
    byHand.mailboxes().forEach(mailbox -> expected.put(mailbox, byHand.decision(mailbox)));
    for (TopicId topic : BOTH) {
      assertEquals(expected, desk.decisions(topic));
    }
  }

  private static List<List<DataFile>> orders(List<DataFile> files) {
    if (files.size() <= 1) {
      return List.of(List.copyOf(files));
    }
    List<List<DataFile>> orders = new ArrayList<>();
    for (DataFile head : files) {
      List<DataFile> rest = new ArrayList<>(files);
      rest.remove(head);
      for (List<DataFile> tail : orders(rest)) {
        List<DataFile> order = new ArrayList<>(List.of(head));
        order.addAll(tail);
        orders.add(order);
      }
    }
    return orders;
  }
}
