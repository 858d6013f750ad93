package nl.voorkeur.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes what the server says to a file of limited size, one JSON object a line; warnings and
 * errors go to the console too.
 */
final class ServerLog implements AutoCloseable {

  private static final int KEPT = 5;

  private final Path file;
  private final Clock clock;
  private final Consumer<String> console;
  private final Deque<LogLine> failures = new ArrayDeque<>();
  private final Thread thread;
  private volatile boolean deploymentFailed;

  private ServerLog(InputStream output, Path file, Clock clock, Consumer<String> console) {
    this.file = file;
    this.clock = clock;
    this.console = console;
    this.thread = new Thread(() -> copy(output), "server log");
  }

  /** Follows the output of a process to its end. */
  static ServerLog follow(InputStream output, Path folder, Clock clock) {
    ServerLog log = new ServerLog(output, folder.resolve("server.log"), clock, System.err::println);
    log.thread.setDaemon(true);
    log.thread.start();
    return log;
  }

  private void copy(InputStream output) {
    try (BufferedReader reader =
            new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
        RotatedFile target = RotatedFile.open(file)) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        LogLine line = LogLine.of(text, clock.instant());
        target.write(line.json());
        watch(line);
      }
    } catch (IOException e) {
      // When the disk is full the server must go on: its output is read and dropped
      console.accept("The server's log, " + file + ", can't be written any more.");
      drain(output);
    }
  }

  private static void drain(InputStream output) {
    try {
      output.transferTo(OutputStream.nullOutputStream());
    } catch (IOException ended) {
      // nothing more to read
    }
  }

  private void watch(LogLine line) {
    deploymentFailed |=
        line.message().startsWith("Exception while loading the app")
            || line.message().startsWith("Deployed 0 archive");
    if (line.isFailure()) {
      synchronized (failures) {
        failures.add(line);
        if (failures.size() > KEPT) {
          failures.remove();
        }
      }
    }
    if (line.isWarning()) {
      console.accept(line.summary());
    }
  }

  /** Whether the server runs without the portal, for good. */
  boolean deploymentFailed() {
    return deploymentFailed;
  }

  /** Where to read more. The causes themselves went to the console when they came. */
  String cause() {
    synchronized (failures) {
      Optional<String> root =
          failures.stream().flatMap(line -> line.rootCause().stream()).reduce((a, b) -> b);
      return root.map(text -> "The cause: " + text + "\n").orElse("") + "Its log is " + file + ".";
    }
  }

  @Override
  public void close() {
    try {
      thread.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
