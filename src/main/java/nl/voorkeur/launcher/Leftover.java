package nl.voorkeur.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The server of a launcher that was killed. It ends by itself, but may be busy with that when the
 * next launcher starts.
 */
final class Leftover {

  private static final Duration PATIENCE = Duration.ofSeconds(12);
  private static final Duration LOOK = Duration.ofMillis(50);

  private Leftover() {}

  /** Writes down which process it is: a number alone may be another's after a while. */
  static void note(ProcessHandle process, Path file) throws IOException {
    Files.write(file, List.of(Long.toString(process.pid()), start(process).orElse("unknown")));
  }

  /** Waits for the end of the process that is written down, and brings it about if need be. */
  static void end(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.size() == 2 && lines.get(0).matches("\\d{1,18}")) {
      ProcessHandle.of(Long.parseLong(lines.get(0)))
          .filter(process -> start(process).equals(Optional.of(lines.get(1))))
          .ifPresent(Leftover::end);
    }
    Files.delete(file);
  }

  private static Optional<String> start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString);
  }

  private static void end(ProcessHandle process) {
    if (!awaitEnd(process)) {
      process.destroyForcibly();
      if (!awaitEnd(process)) {
        throw new StartRefused(
            "The server of an earlier start (process " + process.pid() + ") can't be stopped.");
      }
    }
  }

  private static boolean awaitEnd(ProcessHandle process) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (isRunning(process) && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return !isRunning(process);
  }

  /** A dead process that nobody asked about stays in the list, without a program. */
  private static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }
}
