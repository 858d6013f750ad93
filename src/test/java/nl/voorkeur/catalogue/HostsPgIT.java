package nl.voorkeur.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import nl.voorkeur.SetClock;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import org.junit.jupiter.api.Test;

class HostsPgIT {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final ControllerId LINDE = new ControllerId(2);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final Sql sql = new Sql(TestDatabase.fresh());
  private final Configuration configuration =
      Configuration.read(
          property -> property.equals("voorkeur.base.url") ? "https://Voorkeur.example.org" : null);

  private Hosts at(Instant now) {
    return new Hosts(sql, configuration, Clock.fixed(now, ZoneOffset.UTC));
  }

  private void give(String host, ControllerId controller) {
    sql.with(
        handle ->
            handle.execute(
                "UPDATE controller SET host = ? WHERE id = ?", host, controller.value()));
  }

  @Test
  void aNameIsOneControllersAlone() {
    assertFalse(at(NOON).isTaken("post.linde.example", LINDE));
    give("post.linde.example", LINDE);
    Hosts hosts = at(NOON);
    assertEquals(Optional.of("de-linde"), hosts.controllerAt("post.linde.example"));
    assertEquals(Optional.empty(), hosts.controllerAt("other.linde.example"));
    assertTrue(hosts.isTaken("post.linde.example", IMAILO));
    assertFalse(hosts.isTaken("post.linde.example", LINDE));
  }

  /** Else staff would find their pages nowhere. */
  @Test
  void thePortalsOwnNameIsNobodys() {
    assertTrue(at(NOON).isTaken("voorkeur.example.org", LINDE));
    give("voorkeur.example.org", LINDE);
    assertEquals(Optional.empty(), at(NOON).controllerAt("voorkeur.example.org"));
  }

  @Test
  void aChangeIsKnownSoon() {
    SetClock clock = new SetClock(NOON);
    Hosts hosts = new Hosts(sql, configuration, clock);
    assertEquals(Optional.empty(), hosts.controllerAt("post.linde.example"));
    give("post.linde.example", LINDE);
    clock.forward(Hosts.KNOWN_WITHIN);
    assertEquals(Optional.of("de-linde"), hosts.controllerAt("post.linde.example"));
    give("neu.linde.example", LINDE);
    clock.forward(Hosts.KNOWN_WITHIN.minus(Duration.ofMillis(1)));
    assertEquals(Optional.of("de-linde"), hosts.controllerAt("post.linde.example"), "from memory");
  }
}
