package nl.voorkeur.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Writes what the server says to a file of limited size, one JSON object a line; warnings and
 * errors go to the console too.
 */
final class ServerLog implements AutoCloseable {

  private static final int KEPT = 5;
  private static final Pattern BOOTED = Pattern.compile("Payara Micro .* ready in .*");

  private final RotatedFile file;
  private final Clock clock;
  private final Consumer<String> console;
  private final Deque<LogLine> failures = new ArrayDeque<>();
  private final Thread thread;
  private boolean writes = true;
  private volatile boolean booted;

  private ServerLog(InputStream output, RotatedFile file, Clock clock, Consumer<String> console) {
    this.file = file;
    this.clock = clock;
    this.console = console;
    this.thread = new Thread(() -> copy(output), "server log");
  }

  /** Follows the output of a process to its end. */
  static ServerLog follow(InputStream output, Path folder, Clock clock) throws IOException {
    RotatedFile file = RotatedFile.open(folder.resolve("server.log"), RotatedFile.MOST_BYTES);
    ServerLog log = new ServerLog(output, file, clock, System.err::println);
    log.thread.setDaemon(true);
    log.thread.start();
    return log;
  }

  private void copy(InputStream output) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        LogLine line = LogLine.of(text, clock.instant());
        write(line);
        watch(line);
      }
    } catch (IOException ended) {
      // the process is gone
    }
  }

  /** A full disk stops the log, not the server, whose output must be read. */
  private void write(LogLine line) {
    if (writes) {
      try {
        file.write(line.json());
      } catch (IOException e) {
        writes = false;
        console.accept("The server's log, " + file.path() + ", can't be written any more.");
      }
    }
  }

  private void watch(LogLine line) {
    booted |= BOOTED.matcher(line.message()).matches();
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

  /** Whether the server has done all that it does at a start, with or without success. */
  boolean booted() {
    return booted;
  }

  /** Where to read more. The causes themselves went to the console when they came. */
  String cause() {
    synchronized (failures) {
      Optional<String> root =
          failures.stream().flatMap(line -> line.rootCause().stream()).reduce((a, b) -> b);
      return root.map(text -> "The cause: " + text + "\n").orElse("")
          + "Its log is "
          + file.path()
          + ".";
    }
  }

  @Override
  public void close() {
    try {
      thread.join(2000);
      file.close();
    } catch (IOException e) {
      console.accept("The end of the server's log may be missing.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
