package nl.voorkeur.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Challenges and their solutions, with the database that counts each once. */
class ProofOfWorkPgIT {

  private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
  private static final NamedKey OLD = new NamedKey("old", new byte[32]);
  private static final NamedKey NEW = new NamedKey("new", "k".repeat(32).getBytes());
  private static final int MOST = 500;

  private static Sql sql;

  @BeforeAll
  static void open() {
    sql = new Sql(TestDatabase.fresh());
  }

  @Test
  void aSolutionCountsOnceOnAllNodes() throws Exception {
    JsonObject challenge = read(node(NOW, OLD).getChallenge());
    assertEquals(MOST, challenge.getInt("maxnumber"));
    String payload = solved(challenge, solve(challenge));
    assertTrue(node(NOW, OLD).isDone(Optional.of(payload)));
    assertFalse(node(NOW, OLD).isDone(Optional.of(payload)), "not twice, on another node either");
  }

  /** Keys rotate while people have the form open. */
  @Test
  void whatAFormerKeySignedCounts() throws Exception {
    JsonObject challenge = read(node(NOW, OLD).getChallenge());
    String payload = solved(challenge, solve(challenge));
    assertFalse(node(NOW, NEW).isDone(Optional.of(payload)));
    assertTrue(node(NOW, NEW, OLD).isDone(Optional.of(payload)));
  }

  @Test
  void tooLateIsTooLateAndLeavesNothing() throws Exception {
    JsonObject challenge = read(node(NOW, OLD).getChallenge());
    String payload = solved(challenge, solve(challenge));
    Instant late = NOW.plusSeconds(2 * 3600);
    assertFalse(node(late, OLD).isDone(Optional.of(payload)));
    String other = solved(read(node(late, OLD).getChallenge()), 0);
    node(late, OLD).isDone(Optional.of(other));
    JsonObject next = read(node(late.plusSeconds(1), OLD).getChallenge());
    assertTrue(node(late.plusSeconds(1), OLD).isDone(Optional.of(solved(next, solve(next)))));
    int left =
        sql.with(
            handle ->
                handle
                    .createQuery("SELECT count(*) FROM spent_work WHERE expires_at < :late")
                    .bind("late", Sql.time(late))
                    .mapTo(Integer.class)
                    .one());
    assertEquals(0, left);
  }

  /** No digit moves from the salt to the number, no later end, no easier challenge. */
  @Test
  void whatWasChangedIsRefused() throws Exception {
    ProofOfWork node = node(NOW, OLD);
    JsonObject challenge = read(node.getChallenge());
    int number = solve(challenge);
    String salt = challenge.getString("salt");
    assertFalse(done(node, challenge, "number", number == MOST ? 0 : number + 1));
    assertFalse(done(node, challenge, "salt", salt.replace("expires=1", "expires=2")));
    assertFalse(done(node, challenge, "salt", salt.substring(0, salt.length() - 1)));
    assertFalse(done(node, challenge, "salt", 7));
    assertFalse(done(node, challenge, "algorithm", "SHA-1"));
    assertFalse(done(node, challenge, "signature", "0".repeat(64)));
    String own = HexFormat.of().formatHex(sha256("000000000000000000000000?expires=9999999999&0"));
    assertFalse(
        node.isDone(
            payload(
                Json.createObjectBuilder()
                    .add("algorithm", "SHA-256")
                    .add("salt", "000000000000000000000000?expires=9999999999&")
                    .add("challenge", own)
                    .add("number", 0)
                    .add("signature", own))));
    for (String nonsense :
        List.of("", "%%%", "e30", "bnVsbA==", "W10=", "eyJhIjo=", "A".repeat(2000))) {
      assertFalse(node.isDone(Optional.of(nonsense)), nonsense);
    }
    assertFalse(node.isDone(Optional.empty()));
    assertTrue(node.isDone(Optional.of(solved(challenge, number))), "none of these used it up");
  }

  @Test
  void whereNoneIsAskedAllIsWell() {
    ProofOfWork off = new ProofOfWork(sql, List.of(OLD), 0, Clock.fixed(NOW, ZoneOffset.UTC));
    assertFalse(off.isAsked());
    assertTrue(off.isDone(Optional.empty()));
    assertEquals(60, ProofOfWork.limit(60, true));
    assertEquals(6, ProofOfWork.limit(60, false));
  }

  private static ProofOfWork node(Instant now, NamedKey... keys) {
    return new ProofOfWork(sql, List.of(keys), MOST, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static boolean done(ProofOfWork node, JsonObject challenge, String name, Object value)
      throws Exception {
    JsonObjectBuilder said =
        Json.createObjectBuilder(challenge).remove("maxnumber").add("number", solve(challenge));
    return node.isDone(
        payload(
            value instanceof Integer number
                ? said.add(name, number)
                : said.add(name, value.toString())));
  }

  private static String solved(JsonObject challenge, int number) {
    return payload(Json.createObjectBuilder(challenge).remove("maxnumber").add("number", number))
        .orElseThrow();
  }

  private static Optional<String> payload(JsonObjectBuilder said) {
    return Optional.of(
        Base64.getEncoder()
            .encodeToString(said.build().toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static int solve(JsonObject challenge) throws Exception {
    for (int number = 0; number <= MOST; number++) {
      if (HexFormat.of()
          .formatHex(sha256(challenge.getString("salt") + number))
          .equals(challenge.getString("challenge"))) {
        return number;
      }
    }
    throw new AssertionError("no number up to " + MOST + " solves it");
  }

  private static byte[] sha256(String text) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static JsonObject read(String json) {
    return Json.createReader(new StringReader(json)).readObject();
  }
}
