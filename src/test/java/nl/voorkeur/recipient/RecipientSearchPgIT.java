package nl.voorkeur.recipient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.recipient.RecipientQuery.Order;
import nl.voorkeur.recipient.RecipientQuery.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How staff find people: by the beginning of an address, a domain or a name, and by state. */
class RecipientSearchPgIT {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final ControllerId LINDE = new ControllerId(2);

  private Sql sql;
  private Recipients recipients;

  @BeforeEach
  void open() {
    sql = new Sql(TestDatabase.fresh());
    recipients = new Recipients(sql, new AddressKeys(List.of(new NamedKey("test", new byte[32]))));
    person(IMAILO, "anna@voorbeeld.example", "Anna", "de Wit");
    person(IMAILO, "bram@voorbeeld.example", "Bram", "Anker");
    RecipientId carla = person(IMAILO, "carla_1@elders.example", "Carla", "Vos");
    person(LINDE, "anna@elders.example", "Anna", "Vos");
    sql.with(
        h ->
            h.execute(
                "INSERT INTO ledger (recipient_id, kind, route, actor) VALUES (?, 'COMPLAINT', 'COMPLAINT', 'recipient')",
                carla.value()));
  }

  private RecipientId person(ControllerId controller, String address, String first, String last) {
    RecipientId id =
        recipients.obtain(controller, EmailAddress.of(address), Optional.empty(), "test");
    recipients.rename(id, first, last);
    return id;
  }

  @Test
  void aBeginningIsThatOfAnAddressADomainOrAName() {
    assertEquals(List.of("anna", "bram"), find("an"), "an address, and a last name");
    assertEquals(List.of("carla_1"), find("VOS"));
    assertEquals(List.of("carla_1"), find("carla_1@el"));
    assertEquals(List.of("carla_1"), find("@elders.example"));
    assertEquals(List.of("anna", "bram"), find("voorbeeld"));
    assertEquals(List.of("anna", "bram", "carla_1"), find(""));
  }

  @Test
  void whatStandsInPatternsStandsForItself() {
    assertEquals(List.of(), find("%"));
    assertEquals(List.of("carla_1"), find("carla_"));
    assertEquals(List.of(), find("anna_"));
  }

  @Test
  void inTheMidstOnlyWhenAskedFor() {
    assertEquals(List.of(), find("oorb"));
    assertEquals(
        List.of("anna", "bram"),
        names(new RecipientQuery("oorb", true, Optional.empty(), Order.ADDRESS, false)));
    assertEquals(
        List.of("anna"),
        names(new RecipientQuery("a de w", true, Optional.empty(), Order.ADDRESS, false)));
  }

  @Test
  void byWhatBarsMailAndInEitherOrder() {
    assertEquals(
        List.of("carla_1"),
        names(new RecipientQuery("", false, Optional.of(State.COMPLAINED), Order.ADDRESS, false)));
    for (State state : State.values()) {
      names(new RecipientQuery("a", false, Optional.of(state), Order.SINCE, true));
    }
    assertEquals(
        List.of("carla_1", "bram", "anna"),
        names(new RecipientQuery("", false, Optional.empty(), Order.SINCE, true)));
  }

  @Test
  void theCountStopsWhereItTellsNothingMore() {
    assertEquals(3, recipients.count(IMAILO, RecipientQuery.ALL, 100));
    assertEquals(2, recipients.count(IMAILO, RecipientQuery.ALL, 2));
  }

  /**
   * Among very many people nobody is read in vain: a page comes from an index in its order, or from
   * an index of what was asked.
   */
  @Test
  void aPageIsFoundByIndexes() {
    sql.with(
        h ->
            h.execute(
                "INSERT INTO recipient (controller_id, address, compare_key, address_key, key_id, first_name, last_name, source)"
                    + " SELECT 1, a, a, decode(md5(a), 'hex'), 'test', 'Voor' || n, 'Achter' || n, 'test'"
                    + " FROM generate_series(1, 100000) n, concat('p', n, '@d', n % 1000, '.example') a"));
    sql.with(
        h -> {
          h.execute("SET session_replication_role = replica");
          h.execute("UPDATE standing SET bounced = true WHERE recipient_id % 50 = 0");
          return h.execute("SET session_replication_role = origin");
        });
    sql.with(h -> h.execute("VACUUM ANALYZE recipient, standing"));
    for (Order order : Order.values()) {
      for (boolean down : new boolean[] {false, true}) {
        for (Optional<State> state : List.of(Optional.<State>empty(), Optional.of(State.BOUNCED))) {
          assertByIndex(new RecipientQuery("", false, state, order, down), 0);
        }
        assertByIndex(new RecipientQuery("p1", false, Optional.empty(), order, down), 0);
        assertByIndex(new RecipientQuery("77.ex", true, Optional.empty(), order, down), 0);
      }
    }
    assertByIndex(RecipientQuery.ALL, 9_975);
    assertEquals(
        100,
        recipients.count(
            IMAILO,
            new RecipientQuery("d77.ex", true, Optional.empty(), Order.ADDRESS, false),
            1_000));
    for (String text : List.of("p123", "@d12.", "achter2999", "voor77")) {
      assertByIndex(new RecipientQuery(text, false, Optional.empty(), Order.ADDRESS, false), 0);
    }
  }

  private void assertByIndex(RecipientQuery query, int offset) {
    String plan =
        sql.with(
            h ->
                String.join(
                    "\n",
                    h.createQuery(
                            "EXPLAIN SELECT r.* FROM recipient r WHERE "
                                + query.where()
                                + query.orderBy()
                                + " LIMIT 25 OFFSET "
                                + offset)
                        .bind("controller", 1)
                        .bindMap(
                            query.text().isEmpty() ? Map.of() : Map.of("text", query.pattern()))
                        .mapTo(String.class)
                        .list()));
    assertFalse(plan.contains("Seq Scan on recipient"), query + "\n" + plan);
  }

  private List<String> find(String text) {
    return names(new RecipientQuery(text, false, Optional.empty(), Order.ADDRESS, false));
  }

  private List<String> names(RecipientQuery query) {
    return recipients.search(IMAILO, query, 0, 10).stream()
        .map(one -> one.address().value().split("@")[0])
        .toList();
  }
}
