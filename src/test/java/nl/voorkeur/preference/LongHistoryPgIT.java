package nl.voorkeur.preference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.recipient.AddressKeys;
import nl.voorkeur.recipient.PersonalRecord;
import nl.voorkeur.recipient.Recipients;
import nl.voorkeur.recipient.Stretch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories of thousands of entries, read a stretch at a time. */
class LongHistoryPgIT {

  private static final int MANY = 3001;

  private static final String OF_EVERYBODY =
      "(recipient|ledger|delivery|system_mail|export_people|sign_up|import_result|import_row"
          + "|fresh_link|address_move|leaving|rights_case|answer)";

  private static OwnPagesData held;
  private static Sql sql;
  private static RecipientId person;

  /** Links asked for, three at the same moment each time. */
  @BeforeAll
  static void open() {
    sql = new Sql(TestDatabase.fresh());
    held = new OwnPagesData(sql);
    person =
        new Recipients(sql, new AddressKeys(List.of(new NamedKey("test", new byte[32]))))
            .obtain(
                new ControllerId(1),
                EmailAddress.of("long@voorbeeld.example"),
                Optional.of(Language.NL),
                "test");
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO fresh_link (recipient_id, asked_at, wish) SELECT :person,"
                        + " timestamptz '2026-01-01' + (n / 3) * interval '1 second', 'w' || n FROM generate_series(1, :many) AS n")
                .bind("person", person.value())
                .bind("many", MANY)
                .execute());
  }

  /** Each entry once, in the order of the whole, although moments are shared over the edges. */
  @Test
  void theStretchesTogetherAreTheWhole() {
    List<PersonalRecord> whole = held.about(person);
    assertEquals(MANY, whole.size());
    List<PersonalRecord> together = new ArrayList<>();
    Stretch stretch = Stretch.newest(100);
    while (together.size() < MANY) {
      List<PersonalRecord> part = held.about(person, stretch);
      assertTrue(!part.isEmpty());
      together.addAll(part);
      stretch = Stretch.at(stretch.after(part), 100);
    }
    assertEquals(whole, together);
    assertEquals(List.of(), held.about(person, stretch));
  }

  /** What is shown stays where it is, whatever happens meanwhile. */
  @Test
  void aStretchStaysWhenSomethingNewHappens() {
    List<PersonalRecord> newest = held.about(person, Stretch.newest(10));
    Stretch next = Stretch.at(Stretch.newest(10).after(newest), 10);
    List<PersonalRecord> before = held.about(person, next);
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO fresh_link (recipient_id, asked_at, wish) VALUES (:person, now(), 'new')")
                .bind("person", person.value())
                .execute());
    assertEquals(before, held.about(person, next));
    sql.with(handle -> handle.createUpdate("DELETE FROM fresh_link WHERE wish = 'new'").execute());
  }

  /** One person's page never walks through everybody's rows. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "recipient",
        "permission",
        "mailing",
        "exporting",
        "signup",
        "importing",
        "preference",
        "privacy"
      })
  void eachPartIsFoundByAnIndex(String feature) throws Exception {
    String statement;
    try (InputStream in =
        LongHistoryPgIT.class.getResourceAsStream(
            "/nl/voorkeur/" + feature + "/personal_data.sql")) {
      statement = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> plan =
        sql.with(
            handle -> {
              handle.execute("SET enable_seqscan = off");
              List<String> lines =
                  handle
                      .createQuery("EXPLAIN " + statement)
                      .bind("recipient", person.value())
                      .mapTo(String.class)
                      .list();
              handle.execute("RESET enable_seqscan");
              return lines;
            });
    assertEquals(
        List.of(),
        plan.stream()
            .filter(line -> line.matches(".*Seq Scan on " + OF_EVERYBODY + "\\b.*"))
            .toList(),
        String.join("\n", plan));
  }

  @Test
  void aPlaceThatIsNoneIsTheNewest() {
    for (String nonsense :
        List.of("", "x", "1", "1.", "-.1", "99999999999999999999.1", "1.99999999", "1.1;DROP")) {
      assertEquals(Stretch.newest(5), Stretch.at(nonsense, 5), nonsense);
    }
    assertEquals(Stretch.newest(5), Stretch.at(null, 5));
    PersonalRecord timeless = new PersonalRecord(Optional.empty(), Map.of());
    assertEquals("0.1", Stretch.newest(1).after(List.of(timeless)));
  }
}
