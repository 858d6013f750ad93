package nl.voorkeur.launcher;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** The running parts, stopped in the reverse order of their start, once. */
final class Parts {

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean stopped;

  /** Starts a part and remembers it. A stop meanwhile waits, so that nothing is left behind. */
  synchronized <T extends AutoCloseable> T start(Supplier<T> starter) {
    if (stopped) {
      throw new StartRefused("Stopped while starting.");
    }
    T part = starter.get();
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
