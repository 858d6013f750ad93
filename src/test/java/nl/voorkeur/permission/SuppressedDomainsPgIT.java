package nl.voorkeur.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.recipient.AddressKeys;
import nl.voorkeur.recipient.Recipients;
import org.junit.jupiter.api.Test;

/** A suppressed domain names everybody there; with {@code *.} before it, also below it. */
class SuppressedDomainsPgIT {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final TopicId WEEKBLIK = new TopicId(11);
  private static final List<String> BELOW =
      List.of("ida@shop.test", "ida@mail.shop.test", "x.y@A.B.Shop.test");
  private static final List<String> ELSEWHERE =
      List.of("ida@myshop.test", "ida@shop.test.example", "shop.test@example.org");

  private final Sql sql = new Sql(TestDatabase.fresh());
  private final AddressKeys keys = new AddressKeys(List.of(new NamedKey("test", new byte[32])));
  private final Recipients recipients = new Recipients(sql, keys);

  @Test
  void whoCameBeforeAndWhoComesLaterAreNamedAlike() {
    everybody("before.");
    suppress("*.shop.test");
    everybody("after.");
    Map<String, Boolean> expected = new TreeMap<>();
    for (String when : List.of("before.", "after.")) {
      BELOW.forEach(address -> expected.put(key(when + address), false));
      ELSEWHERE.forEach(address -> expected.put(key(when + address), true));
    }
    assertEquals(expected, permitted());
    sql.with(
        handle ->
            handle.execute(
                "UPDATE suppression SET lifted_at = now(), lifted_by = 'staff:1', lift_reason = 'test'"));
    expected.replaceAll((address, before) -> true);
    assertEquals(expected, permitted(), "and all of them come back");
  }

  @Test
  void withoutTheStarItIsThatDomainAlone() {
    everybody("before.");
    suppress("shop.test");
    assertEquals(false, permitted().get("before.ida@shop.test"));
    assertEquals(true, permitted().get("before.ida@mail.shop.test"));
  }

  private void suppress(String domain) {
    sql.with(
        handle ->
            handle.execute(
                "INSERT INTO suppression (controller_id, form, digest, domain, cause, reason, route, actor)"
                    + " VALUES (1, 'DOMAIN', domain_digest(?), ?, 'STAFF', 'test', 'STAFF_MAIL', 'staff:1')",
                domain,
                domain));
  }

  private void everybody(String when) {
    LedgerStore ledger = new LedgerStore(sql);
    for (List<String> some : List.of(BELOW, ELSEWHERE)) {
      for (String one : some) {
        RecipientId person =
            recipients.obtain(IMAILO, EmailAddress.of(when + one), Optional.empty(), "test");
        ledger.append(
            person,
            Optional.of(WEEKBLIK),
            LedgerKind.CONSENT_GIVEN,
            Optional.empty(),
            Provenance.byRecipient(Route.CONFIRMATION));
      }
    }
  }

  private static String key(String address) {
    return EmailAddress.of(address).compareKey();
  }

  private Map<String, Boolean> permitted() {
    Map<String, Boolean> permitted = new TreeMap<>();
    sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT r.compare_key, d.permitted FROM recipient r JOIN permission_decision(11, :at) d ON d.recipient_id = r.id")
                .bind("at", Sql.time(Instant.now()))
                .map((row, context) -> permitted.put(row.getString(1), row.getBoolean(2)))
                .list());
    return permitted;
  }
}
