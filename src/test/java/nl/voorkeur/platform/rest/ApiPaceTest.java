package nl.voorkeur.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ApiPaceTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:10Z");

  @Test
  void eachProgramHasItsOwnMinute() {
    ApiPace pace = new ApiPace(2);
    assertEquals(new ApiPace.Left(2, 1, 50), pace.count("token:1", NOON));
    assertFalse(pace.count("token:1", NOON).isOver());
    assertTrue(pace.count("token:1", NOON.plusSeconds(49)).isOver());
    assertEquals(1, pace.count("token:2", NOON).remaining());
    assertEquals(new ApiPace.Left(2, 1, 60), pace.count("token:1", NOON.plusSeconds(50)));
  }
}
