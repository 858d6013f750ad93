package nl.voorkeur.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.platform.security.Role;
import org.junit.jupiter.api.Test;

/** The lock of an account, and what ends a session. */
class OperatorTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final Operator noor = new Operator("noor", "Noor Bakker", Set.of(Role.MARKETING), "hash");

  @Test
  void fiveTriesAreAnsweredAndTheSixthIsNot() {
    for (int i = 0; i < 5; i++) {
      assertTrue(noor.admit(NOON.plusSeconds(i)), "try " + (i + 1));
    }
    assertTrue(noor.isLocked(NOON.plusSeconds(5)));
    assertFalse(noor.admit(NOON.plusSeconds(5)));
    assertEquals(Optional.of(NOON.plusSeconds(4).plus(Operator.LOCK)), noor.lockedUntil());
  }

  @Test
  void tryingWhileLockedDoesNotProlongTheLock() {
    fail(5, NOON);
    Optional<Instant> end = noor.lockedUntil();
    noor.admit(NOON.plusSeconds(600));
    assertEquals(end, noor.lockedUntil());
  }

  @Test
  void theLockEndsByItselfAndTheCountBeginsAnew() {
    fail(5, NOON);
    Instant after = NOON.plus(Operator.LOCK);
    assertFalse(noor.isLocked(after), "15 minutes later to the second");
    fail(4, after);
    assertFalse(noor.isLocked(after));
    assertTrue(noor.admit(after));
    assertTrue(noor.isLocked(after), "five more");
  }

  @Test
  void onlyFailuresInARowCount() {
    fail(4, NOON);
    assertTrue(noor.admit(NOON));
    noor.signIn();
    fail(4, NOON);
    assertFalse(noor.isLocked(NOON));
  }

  @Test
  void theFifthTryMayStillBeRight() {
    fail(5, NOON);
    noor.signIn();
    assertFalse(noor.isLocked(NOON));
    assertTrue(noor.admit(NOON));
  }

  @Test
  void anAdministratorEndsALockBeforeItsTime() {
    fail(5, NOON);
    noor.unlock();
    assertTrue(noor.admit(NOON));
  }

  @Test
  void aClosedAccountIsNotEvenAskedForItsPassword() {
    noor.deactivate();
    assertFalse(noor.admit(NOON));
    noor.reactivate();
    assertTrue(noor.admit(NOON));
  }

  @Test
  void aNewPasswordEndsTheSessionsOfTheOldOne() {
    String before = noor.caller().stamp();
    noor.changePassword("another hash");
    assertNotEquals(before, noor.caller().stamp());
    assertFalse(noor.caller().passwordIsOneTime());
  }

  @Test
  void aPasswordThatWasHandedOutHasToBeReplaced() {
    noor.handOutPassword("made up");
    assertTrue(noor.caller().passwordIsOneTime());
    noor.changePassword("own");
    assertFalse(noor.caller().passwordIsOneTime());
  }

  @Test
  void anAccountHasAName() {
    assertThrows(IllegalArgumentException.class, () -> noor.describe(" ", Set.of(Role.MARKETING)));
  }

  private void fail(int times, Instant at) {
    for (int i = 0; i < times; i++) {
      assertTrue(noor.admit(at));
    }
  }
}
