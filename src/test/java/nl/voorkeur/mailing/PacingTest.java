package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import nl.voorkeur.kernel.ControllerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Limits over a made-up clock: at most 2 % over the rate of a node in any ten seconds, and not far
 * below.
 */
class PacingTest {

  private static final ControllerId ONE = new ControllerId(1);
  private static final ControllerId TWO = new ControllerId(2);
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);

  private long now = 1_000_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 10, 11, 17, 50, 100, 333, 1000, 5000})
  void noTenSecondsHaveMuchMoreThanTheRate(int rate) {
    Random random = new Random(rate);
    Pacing pacing = pacing(Map.of(ONE, perSecond(rate)));
    List<Long> left = new ArrayList<>();
    long end = now + 4 * WINDOW;
    while (now < end) {
      renew(pacing, Map.of(ONE, perSecond(rate)), Pacing.Share.ALL);
      Pacing.Wait wait = pacing.take(ONE, "example.org");
      if (wait.isOver()) {
        left.add(now);
      } else {
        // workers wake up late, sometimes by far
        now += wait.nanos() + random.nextInt(random.nextInt(2 * rate) == 0 ? 300_000_000 : 100_000);
      }
    }
    assertTrue(busiest(left) <= Math.max(rate * 10 * 1.02, rate * 10), rate + ": " + busiest(left));
    assertTrue(left.size() >= rate * 40 * 0.7, "nor idle: " + left.size());
  }

  @Test
  void nodesShareAndTogetherKeepToTheRate() {
    int nodes = 3;
    int rate = 100;
    List<Pacing> all = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      all.add(pacing(Map.of(ONE, perSecond(rate))));
    }
    List<Long> left = new ArrayList<>();
    Map<Integer, Integer> byNode = new HashMap<>();
    for (long end = now + 2 * WINDOW; now < end; now += 1_000_000) {
      for (int i = 0; i < nodes; i++) {
        renew(all.get(i), Map.of(ONE, perSecond(rate)), new Pacing.Share(nodes, i));
        while (all.get(i).take(ONE, "example.org").isOver()) {
          left.add(now);
          byNode.merge(i, 1, Integer::sum);
        }
      }
    }
    assertTrue(busiest(left) <= rate * 10 * 1.05, "three nodes: " + busiest(left));
    byNode.values().forEach(each -> assertTrue(Math.abs(each - left.size() / 3) <= 2, byNode + ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100})
  void thePortalsOwnMailHasTheNextTurnHoweverMuchAMailingWants(int rate) {
    SendingRules byController = perSecond(rate);
    SendingRules byDomain =
        domains(new DomainRule("example.org", Optional.of(rate), Optional.empty()));
    for (SendingRules rules : List.of(byController, byDomain)) {
      Pacing pacing = pacing(Map.of(ONE, rules));
      List<Long> left = new ArrayList<>();
      List<Long> own = new ArrayList<>();
      long last = now;
      Random random = new Random(rate);
      for (long end = now + 4 * WINDOW; now < end; now += 1_000_000) {
        renew(pacing, Map.of(ONE, rules), Pacing.Share.ALL);
        if (random.nextInt(5_000) == 0 && now > last) {
          Duration wait = pacing.promise(ONE, "example.org", Duration.ofSeconds(1)).orElseThrow();
          assertTrue(wait.toNanos() <= TimeUnit.SECONDS.toNanos(1) / rate, rate + ": " + wait);
          last = now + wait.toNanos();
          own.add(last);
        }
        if (pacing.take(ONE, "example.org").isOver()) {
          left.add(now);
        }
      }
      assertTrue(own.size() > 2, "some came");
      left.addAll(own);
      left.sort(null);
      assertTrue(busiest(left) <= rate * 10 * 1.02, "the pace holds for both: " + busiest(left));
    }
  }

  /** A turn that waits for one pace counts for the others when the message leaves, not before. */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "1, 2", "5, 1", "10, 1", "1, 10", "100, 1"})
  void whatIsPromisedKeepsToEachOfItsPaces(int controllers, int domains) {
    SendingRules rules =
        rules(
            Optional.of(controllers),
            new DomainRule("example.org", Optional.of(domains), Optional.empty()));
    Pacing pacing = pacing(Map.of(ONE, rules));
    Random random = new Random(controllers * 1000 + domains);
    List<Long> left = new ArrayList<>();
    List<Long> there = new ArrayList<>();
    for (long end = now + 40 * WINDOW; now < end; now += 10_000_000) {
      renew(pacing, Map.of(ONE, rules), Pacing.Share.ALL);
      if (random.nextInt(50) == 0) {
        pacing
            .promise(ONE, "example.org", Duration.ofSeconds(1))
            .ifPresent(
                wait -> {
                  left.add(now + wait.toNanos());
                  there.add(now + wait.toNanos());
                });
      }
      String domain = random.nextBoolean() ? "example.org" : "example.net";
      if (pacing.take(ONE, domain).isOver()) {
        left.add(now);
        if (domain.equals("example.org")) {
          there.add(now);
        }
      }
    }
    left.sort(null);
    there.sort(null);
    assertTrue(busiest(left) <= controllers * 10 * 1.02, "the controller's: " + busiest(left));
    assertTrue(busiest(there) <= domains * 10 * 1.02, "the domain's: " + busiest(there));
    assertTrue(left.size() > controllers * 400 * 0.3, "nor idle: " + left.size());
  }

  @Test
  void noTurnIsPromisedWhereNoneCanBe() {
    SendingRules full = domains(new DomainRule("example.org", Optional.empty(), Optional.of(1)));
    Pacing pacing = pacing(Map.of(ONE, full, TWO, perSecond(1)));
    Duration patience = Duration.ofSeconds(1);
    assertTrue(pacing.promise(ONE, "example.org", patience).isPresent());
    assertTrue(pacing.promise(ONE, "example.org", patience).isEmpty(), "its one connection");
    pacing.ended(ONE, "example.org");
    assertTrue(pacing.promise(ONE, "example.org", patience).isPresent());
    assertEquals(Optional.of(Duration.ZERO), pacing.promise(TWO, "example.org", patience));
    assertTrue(pacing.promise(TWO, "example.org", patience).isPresent(), "within a second");
    assertTrue(pacing.promise(TWO, "example.org", patience).isEmpty(), "after two");
    now += Pacing.SHARE_HOLDS.toNanos() + TimeUnit.SECONDS.toNanos(10);
    assertTrue(pacing.promise(TWO, "example.org", patience).isEmpty(), "its share is another's");
  }

  @Test
  void aNodeThatWasAwaySendsNothingLimitedUntilItCountedTheOthers() {
    Pacing pacing = pacing(Map.of(ONE, perSecond(1000)));
    assertTrue(pacing.take(ONE, "example.org").isOver());
    now += Pacing.SHARE_HOLDS.toNanos() + TimeUnit.SECONDS.toNanos(10);
    assertFalse(pacing.take(ONE, "example.org").isOver(), "its share may be another's by now");
    assertTrue(pacing.take(TWO, "example.org").isOver(), "what isn't limited goes on");
    renew(pacing, Map.of(ONE, perSecond(1000)), new Pacing.Share(2, 0));
    assertTrue(pacing.take(ONE, "example.org").isOver());
  }

  @Test
  void aNewNodeWaitsUntilTheOthersHaveCountedIt() {
    Pacing pacing = new Pacing(0, () -> now);
    pacing.set(Map.of(ONE, perSecond(1000)), new Pacing.Share(2, 1), false);
    assertFalse(pacing.take(ONE, "example.org").isOver());
    assertTrue(pacing.take(TWO, "example.org").isOver(), "what isn't limited goes on");
    pacing.set(Map.of(ONE, perSecond(1000)), new Pacing.Share(2, 1), true);
    assertTrue(pacing.take(ONE, "example.org").isOver());
  }

  @Test
  void oneDomainWaitsAndTheOthersGoOn() {
    SendingRules rules = domains(new DomainRule("slow.example", Optional.of(1), Optional.empty()));
    Pacing pacing = pacing(Map.of(ONE, rules));
    assertTrue(pacing.take(ONE, "slow.example").isOver());
    Pacing.Wait wait = pacing.take(ONE, "slow.example");
    assertTrue(wait.forDomain() && wait.nanos() > TimeUnit.MILLISECONDS.toNanos(900));
    for (int i = 0; i < 100; i++) {
      assertTrue(pacing.take(ONE, "fast.example").isOver());
      assertTrue(pacing.take(TWO, "slow.example").isOver(), "another controller's limit");
    }
    assertEquals(1, pacing.room(ONE, "slow.example"));
    assertEquals(Integer.MAX_VALUE, pacing.room(ONE, "fast.example"));
    Duration first = pacing.slot(ONE, "slow.example");
    Duration second = pacing.slot(ONE, "slow.example");
    assertEquals(1, second.minus(first).toSeconds(), "those that wait are spread at its rate");
  }

  @Test
  void everyOtherDomainHasALimitOfItsOwn() {
    SendingRules rules =
        domains(
            new DomainRule(DomainRule.OTHERS, Optional.of(1), Optional.empty()),
            new DomainRule("free.example", Optional.of(1000), Optional.empty()));
    Pacing pacing = pacing(Map.of(ONE, rules));
    for (String domain : new String[] {"a.example", "b.example"}) {
      assertTrue(pacing.take(ONE, domain).isOver());
      assertFalse(pacing.take(ONE, domain).isOver());
    }
    for (int i = 0; i < 50; i++) {
      assertTrue(pacing.take(ONE, "free.example").isOver());
    }
  }

  @Test
  void soManyMessagesAtOnceForADomain() {
    SendingRules rules = domains(new DomainRule("a.example", Optional.empty(), Optional.of(2)));
    Pacing pacing = pacing(Map.of(ONE, rules));
    assertTrue(pacing.take(ONE, "a.example").isOver());
    assertTrue(pacing.take(ONE, "a.example").isOver());
    assertTrue(pacing.take(ONE, "a.example").forDomain());
    pacing.ended(ONE, "a.example");
    assertTrue(pacing.take(ONE, "a.example").isOver());
  }

  @Test
  void connectionsAreSharedOutToTheLastOne() {
    SendingRules rules =
        new SendingRules(
            Optional.empty(),
            Optional.of(3),
            24,
            Optional.empty(),
            Optional.empty(),
            500,
            Optional.empty(),
            List.of(),
            List.of());
    int entered = 0;
    for (int rank = 0; rank < 2; rank++) {
      Pacing pacing = pacing(Map.of(ONE, rules));
      renew(pacing, Map.of(ONE, rules), new Pacing.Share(2, rank));
      while (pacing.enter(ONE)) {
        entered++;
      }
      pacing.leave(ONE);
      assertTrue(pacing.enter(ONE));
    }
    assertEquals(3, entered);
  }

  @Test
  void aNodeHasALimitOfItsOwn() {
    Pacing pacing = new Pacing(5, () -> now);
    assertTrue(pacing.take(ONE, "a.example").isOver());
    assertFalse(pacing.take(TWO, "b.example").isOver(), "whoever it is for");
    now += TimeUnit.MILLISECONDS.toNanos(200);
    assertTrue(pacing.take(TWO, "b.example").isOver());
  }

  @Test
  void savingARuleIsNoWayAroundIt() {
    Pacing pacing = pacing(Map.of(ONE, perSecond(1)));
    assertTrue(pacing.take(ONE, "a.example").isOver());
    renew(pacing, Map.of(ONE, perSecond(2)), Pacing.Share.ALL);
    assertFalse(pacing.take(ONE, "a.example").isOver());
  }

  private Pacing pacing(Map<ControllerId, SendingRules> rules) {
    Pacing pacing = new Pacing(0, () -> now);
    renew(pacing, rules, Pacing.Share.ALL);
    return pacing;
  }

  private static void renew(
      Pacing pacing, Map<ControllerId, SendingRules> rules, Pacing.Share share) {
    pacing.set(rules, share, true);
  }

  private static SendingRules perSecond(int rate) {
    return rules(Optional.of(rate));
  }

  private static SendingRules domains(DomainRule... rules) {
    return rules(Optional.empty(), rules);
  }

  private static SendingRules rules(Optional<Integer> perSecond, DomainRule... domains) {
    return new SendingRules(
        perSecond,
        Optional.empty(),
        24,
        Optional.empty(),
        Optional.empty(),
        500,
        Optional.empty(),
        List.of(),
        List.of(domains));
  }

  /** The most in any ten seconds. */
  private static int busiest(List<Long> left) {
    int most = 0;
    int from = 0;
    for (int to = 0; to < left.size(); to++) {
      while (left.get(to) - left.get(from) >= WINDOW) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }
}
