package nl.voorkeur.staff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.SetClock;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.OperatorId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.platform.security.KnownPrograms;
import nl.voorkeur.platform.security.Reach;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.security.Scope;
import nl.voorkeur.platform.token.Seal;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens and the audit trail, in the database. */
class StaffPgIT {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Optional<ControllerId> ANY = Optional.empty();

  private Sql sql;
  private TokenStore tokens;
  private AuditStore trail;

  @BeforeEach
  void open() {
    sql = new Sql(TestDatabase.fresh());
    tokens = new TokenStore(sql);
    trail = new AuditStore(sql);
  }

  @Test
  void aTokenIsKnownByItselfAndKeptAsItsHashOnly() throws Exception {
    String token = ApiTokens.random();
    ApiToken made = make("web shop", token, Optional.empty());
    assertEquals(Optional.of(made), tokens.inForce(token, NOON));
    assertEquals("token:" + made.id(), made.actor());
    assertEquals(Set.of(Scope.MAILINGS, Scope.DECISIONS), made.scopes());
    byte[] kept =
        sql.with(h -> h.createQuery("SELECT hash FROM api_token").mapTo(byte[].class).one());
    assertArrayEquals(
        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)), kept);
    String row =
        sql.with(h -> h.createQuery("SELECT t::text FROM api_token t").mapTo(String.class).one());
    assertFalse(
        row.contains(token.substring(ApiTokens.PREFIX.length())), "the table alone is useless");
  }

  @Test
  void anotherTokenIsNobody() {
    String token = ApiTokens.random();
    make("web shop", token, Optional.empty());
    assertEquals(Optional.empty(), tokens.inForce(ApiTokens.random(), NOON));
    assertEquals(Optional.empty(), tokens.inForce(token + " ", NOON));
    assertEquals(Optional.empty(), tokens.inForce("", NOON));
  }

  @Test
  void aTokenEndsAtItsTime() {
    String token = ApiTokens.random();
    make("trial", token, Optional.of(NOON.plus(Duration.ofDays(30))));
    assertTrue(tokens.inForce(token, NOON.plus(Duration.ofDays(30)).minusSeconds(1)).isPresent());
    assertTrue(tokens.inForce(token, NOON.plus(Duration.ofDays(30))).isEmpty());
  }

  @Test
  void aRevokedTokenIsOverForGood() {
    String token = ApiTokens.random();
    ApiToken made = make("old", token, Optional.empty());
    assertTrue(tokens.revoke(made.id(), NOON));
    assertFalse(tokens.revoke(made.id(), NOON.plusSeconds(1)), "once is enough");
    assertTrue(tokens.inForce(token, NOON).isEmpty());
    assertEquals(Optional.of(NOON), tokens.all().get(0).revokedAt());
  }

  /** Another node knows nothing of what this one revokes; it asks again after a second. */
  @Test
  void aProgramThatCallsOftenIsLookedUpOnceASecond() {
    String token = ApiTokens.random();
    ApiToken made = make("shop", token, Optional.empty());
    Configuration configuration = Configuration.read(Map.of("voorkeur.mode", "development")::get);
    SetClock clock = new SetClock(NOON);
    KnownPrograms first =
        new KnownPrograms(
            new StaffCredentials(sql, new Seal(configuration), configuration, clock), clock);
    assertEquals(made.actor(), first.find(token).orElseThrow().actor());
    assertTrue(first.find(token + "x").isEmpty());

    tokens.revoke(made.id(), NOON);
    assertTrue(first.find(token).isPresent(), "within that second it isn't asked again");
    clock.forward(Duration.ofMillis(999));
    assertTrue(first.find(token).isPresent());
    clock.forward(Duration.ofMillis(1));
    assertTrue(first.find(token).isEmpty(), "after it, it is");

    String other = ApiTokens.random();
    ApiToken second = make("shop 2", other, Optional.empty());
    assertTrue(first.find(other).isPresent());
    tokens.revoke(second.id(), clock.instant());
    first.forget();
    assertTrue(first.find(other).isEmpty(), "where it was revoked it is refused at once");
  }

  @Test
  void aTokenHoldsTwoHundredAndFiftySixRandomBits() {
    String token = ApiTokens.random();
    assertTrue(token.matches("voorkeur_[A-Za-z0-9_-]{43}"), "32 bytes in Base64");
    assertFalse(token.equals(ApiTokens.random()));
  }

  @Test
  void wrongTriesCountByNetworkAndHourAndAreForgottenAfterADay() {
    SignInNetworks networks = new SignInNetworks(sql);
    assertEquals(1, networks.begin("203.0.113", NOON));
    assertEquals(2, networks.begin("203.0.113", NOON.plusSeconds(3599)));
    assertEquals(1, networks.begin("198.51.100", NOON));
    networks.succeed("203.0.113", NOON);
    assertEquals(2, networks.begin("203.0.113", NOON), "a right one is no try");
    assertEquals(1, networks.begin("203.0.113", NOON.plusSeconds(3600)), "a new hour");
    networks.begin("198.51.100", NOON.plus(Duration.ofHours(26)));
    long kept =
        sql.with(
            h -> h.createQuery("SELECT count(*) FROM sign_in_network").mapTo(long.class).one());
    assertEquals(1, kept);
  }

  @Test
  void theTrailShowsTheNewestFirstAndWhoThatWas() {
    ApiToken shop = make("web shop", ApiTokens.random(), Optional.empty());
    trail.append("system", "OPERATOR_ADDED", Optional.empty(), "operator 1", "");
    trail.append(
        shop.actor(), "TOPIC_CLOSED", Optional.of(new ControllerId(1)), "topic 11", "weekblik");
    List<AuditEntry> page = trail.page(ANY, AuditSearch.ALL, Long.MAX_VALUE, 10);
    assertEquals(List.of("TOPIC_CLOSED", "OPERATOR_ADDED"), acts(page));
    assertEquals("web shop", page.get(0).actorName());
    assertEquals("system", page.get(1).actorName());
    assertEquals(Optional.of(new ControllerId(1)), page.get(0).controller());
    assertEquals("topic 11", page.get(0).subject());
  }

  @Test
  void theTrailIsFilteredAndPaged() {
    for (int i = 1; i <= 7; i++) {
      trail.append("staff:" + i % 2, i < 4 ? "A" : "B", Optional.empty(), "topic " + i, "");
    }
    assertEquals(4, trail.count(ANY, AuditSearch.ALL.doing("B"), 100));
    assertEquals(2, trail.count(ANY, AuditSearch.ALL.by("staff:1").doing("B"), 100));
    long fifth = trail.page(ANY, AuditSearch.ALL, Long.MAX_VALUE, 7).get(2).id();
    assertEquals(3, trail.count(ANY, AuditSearch.ALL.doing("B"), 3), "more are not counted");
    assertEquals(
        List.of("topic 4", "topic 3"),
        trail.page(ANY, AuditSearch.ALL, fifth, 2).stream().map(AuditEntry::subject).toList());
    assertEquals(
        List.of("topic 7", "topic 6"),
        trail.after(ANY, AuditSearch.ALL, fifth, 2).stream().map(AuditEntry::subject).toList());
    assertEquals(List.of("A", "B"), trail.acts(ANY));
    assertEquals(2, trail.actors(ANY).size());
  }

  @Test
  void theTrailIsSearchedByControllerSubjectAndDay() {
    trail.append("staff:1", "A", Optional.of(new ControllerId(1)), "topic 12", "");
    trail.append("staff:1", "A", Optional.of(new ControllerId(2)), "topic 123", "");
    trail.append("system", "B", Optional.empty(), "operator 1", "=1+1,\"x\"");
    assertEquals(1, trail.count(Optional.of(new ControllerId(2)), AuditSearch.ALL, 100));
    assertEquals(2, trail.count(ANY, AuditSearch.ALL.about("topic"), 100));
    assertEquals(1, trail.count(ANY, AuditSearch.ALL.about("topic 12"), 100), "not topic 123");
    assertEquals(List.of("A"), trail.acts(Optional.of(new ControllerId(1))));
    assertEquals(1, trail.actors(Optional.of(new ControllerId(1))).size());
    Instant today = trail.page(ANY, AuditSearch.ALL, Long.MAX_VALUE, 1).get(0).at();
    assertEquals(
        3,
        trail.count(
            ANY,
            AuditSearch.ALL.during(Optional.of(today.minusSeconds(60)), Optional.empty()),
            100));
    assertEquals(
        0,
        trail.count(
            ANY,
            AuditSearch.ALL.during(Optional.empty(), Optional.of(today.minusSeconds(60))),
            100));
  }

  @Test
  void asAFileNoFieldIsAFormula() {
    trail.append("system", "B", Optional.empty(), "operator 1", "=1+1,\"x\"");
    StringWriter out = new StringWriter();
    new AuditFile(out).write(taker -> trail.each(ANY, AuditSearch.ALL, taker));
    String[] lines = out.toString().split("\r\n");
    assertEquals(2, lines.length);
    assertEquals("id,at,actor,name,act,controller,subject,detail", lines[0]);
    assertTrue(lines[1].endsWith(",system,system,B,,operator 1,\"'=1+1,\"\"x\"\"\""), lines[1]);
  }

  @Test
  void rolesAtSingleControllersAreReplacedAsAWhole() {
    long staff =
        sql.with(
            h ->
                h.createQuery(
                        "INSERT INTO operator (id, name, display_name, password_hash, roles)"
                            + " VALUES (900, 'noor', 'Noor', 'x', '') RETURNING id")
                    .mapTo(long.class)
                    .one());
    GrantStore grants = new GrantStore(sql);
    OperatorId noor = new OperatorId(staff);
    assertEquals(List.of(), grants.of(noor));
    grants.set(
        noor,
        Map.of(
            new ControllerId(1), Set.of(Role.MARKETING, Role.PRIVACY_OFFICER),
            new ControllerId(2), Set.of()));
    assertEquals(1, grants.of(noor).size());
    assertEquals(Set.of(Role.MARKETING, Role.PRIVACY_OFFICER), grants.of(noor).get(0).roles());
    grants.set(noor, Map.of(new ControllerId(2), Set.of(Role.ADMINISTRATOR)));
    assertEquals(new ControllerId(2), grants.of(noor).get(0).controller());
  }

  @Test
  void aTokenForOneControllerReachesNoOther() {
    String token = ApiTokens.random();
    tokens.add(
        "shop",
        Set.of(Scope.DECISIONS),
        Optional.of(new ControllerId(1)),
        token,
        "staff:1",
        NOON,
        Optional.empty());
    Reach reach = tokens.inForce(token, NOON).orElseThrow().caller().reach();
    assertTrue(reach.includes(new ControllerId(1)));
    assertFalse(reach.includes(new ControllerId(2)));
    assertEquals(Set.of(), reach.everywhere());
  }

  @Test
  void nothingInTheTrailCanBeChanged() {
    trail.append("staff:1", "A", Optional.empty(), "", "");
    for (String change :
        List.of(
            "UPDATE audit_entry SET actor = 'staff:2'",
            "DELETE FROM audit_entry",
            "TRUNCATE audit_entry")) {
      assertThrows(JdbiException.class, () -> sql.with(h -> h.execute(change)), change);
    }
    assertEquals(1, trail.count(ANY, AuditSearch.ALL, 100));
  }

  @Test
  void theDemoLeavesRoomForWhatComesAfterIt() {
    long next =
        sql.with(
            h -> h.createQuery("SELECT nextval('catalogue_seq') - 49").mapTo(Long.class).one());
    long last =
        sql.with(
            h ->
                h.createQuery(
                        "SELECT max(id) FROM (SELECT id FROM controller UNION SELECT id FROM agreement UNION SELECT id FROM topic) x")
                    .mapTo(Long.class)
                    .one());
    assertTrue(next > last, "a new topic never meets an id of the demo");
  }

  private ApiToken make(String label, String token, Optional<Instant> end) {
    return tokens.add(
        label, Set.of(Scope.MAILINGS, Scope.DECISIONS), ANY, token, "staff:1", NOON, end);
  }

  private static List<String> acts(List<AuditEntry> page) {
    return page.stream().map(AuditEntry::act).toList();
  }

  @Test
  void aSessionLivesUntilItIsEndedOrPushedOut() {
    sql.with(
        h ->
            h.execute(
                "INSERT INTO operator (id, name, display_name, password_hash, roles) VALUES (7, 'noor', 'Noor', 'x', ''), (8, 'bas', 'Bas', 'x', '')"));
    OperatorId noor = new OperatorId(7);
    OperatorId bas = new OperatorId(8);
    SessionStore sessions = new SessionStore(sql);
    long first = sessions.open(noor, Optional.of("Firefox"), Optional.of("192.0.2"), false, NOON);
    assertTrue(sessions.goesOn(noor, first, NOON.plusSeconds(300)));
    assertFalse(sessions.goesOn(bas, first, NOON), "only its owner's");
    assertFalse(sessions.end(bas, first, NOON));
    long second = sessions.open(noor, Optional.empty(), Optional.empty(), false, NOON);
    OpenSession shown = sessions.list(noor, NOON.plusSeconds(360)).get(0);
    assertEquals(new OpenSession(first, NOON, NOON.plusSeconds(300), "Firefox", "192.0.2"), shown);
    assertEquals(1, sessions.endOthers(noor, first, NOON));
    assertFalse(sessions.goesOn(noor, second, NOON));
    assertEquals(List.of(), sessions.list(noor, NOON.plus(Duration.ofHours(1))), "idle");
    for (int i = 0; i < SessionStore.MOST; i++) {
      sessions.open(noor, Optional.empty(), Optional.empty(), false, NOON.plusSeconds(600));
    }
    assertFalse(sessions.goesOn(noor, first, NOON.plusSeconds(600)), "the one unused longest");
    assertEquals(SessionStore.MOST, sessions.endAll(noor, NOON.plusSeconds(600)));
  }
}
