package nl.voorkeur.launcher;

import java.util.ArrayDeque;
import java.util.Deque;

/** The running parts, stopped in the reverse order of their start, once. */
final class Parts {

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean stopped;

  /** Remembers a part; when all were stopped while it started, it is stopped now. */
  synchronized <T extends AutoCloseable> T add(T part) {
    if (stopped) {
      close(part);
      throw new StartRefused("Stopped while starting.");
    }
    running.push(part);
    return part;
  }

  /** Stops them all, and answers whether this call did it. */
  synchronized boolean stop() {
    if (stopped) {
      return false;
    }
    stopped = true;
    while (!running.isEmpty()) {
      close(running.pop());
    }
    return true;
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.err.println("A part could not be stopped: " + e.getClass().getSimpleName());
    }
  }
}
