package nl.voorkeur.platform.rest;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many requests a program may still make in this minute on this node. What it did in a minute
 * that is over is forgotten.
 */
final class ApiPace {

  private static final long WINDOW_SECONDS = 60;

  private final int most;
  private final Map<String, Window> windows = new ConcurrentHashMap<>();

  private record Window(long minute, int used) {}

  /**
   * @param remaining how many are left after this one; below 0 when it was one too many
   * @param resetSeconds when all are there again
   */
  record Left(int limit, int remaining, long resetSeconds) {
    boolean isOver() {
      return remaining < 0;
    }
  }

  /**
   * @param most requests a minute for each program
   */
  ApiPace(int most) {
    this.most = most;
  }

  Left count(String program, Instant now) {
    long second = now.getEpochSecond();
    long minute = second / WINDOW_SECONDS;
    Window window =
        windows.merge(
            program,
            new Window(minute, 1),
            (known, first) ->
                known.minute() == minute ? new Window(minute, known.used() + 1) : first);
    return new Left(most, most - window.used(), WINDOW_SECONDS - second % WINDOW_SECONDS);
  }
}
