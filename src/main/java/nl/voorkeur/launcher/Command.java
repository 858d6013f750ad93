package nl.voorkeur.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs to its end.
 *
 * @param words the program and its arguments, never a secret
 */
record Command(List<String> words) {

  private static final int TAIL_LINES = 12;

  static Command of(String... words) {
    return new Command(List.of(words));
  }

  /** The same, run by another program, such as one that changes the account. */
  Command by(List<String> runner) {
    List<String> all = new ArrayList<>(runner);
    all.addAll(words);
    return new Command(all);
  }

  /** What came of it: its exit code, and the last lines that it wrote. */
  record Outcome(int code, String output) {
    boolean succeeded() {
      return code == 0;
    }
  }

  /**
   * Runs it.
   *
   * @param input what it reads
   */
  Outcome run(String input, Duration limit) {
    try {
      // A file, not a pipe: a server that it leaves behind keeps a pipe open
      Path output = Files.createTempFile("voorkeur", ".out");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("VOORKEUR_"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
          in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException notRead) {
          // it ended before it read; its exit code tells
        }
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
          return new Outcome(-1, "It took longer than " + limit.toSeconds() + " s.");
        }
        return new Outcome(process.exitValue(), tail(output));
      } finally {
        Files.delete(output);
      }
    } catch (IOException notRunnable) {
      return new Outcome(-1, String.valueOf(notRunnable.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(-1, "It was interrupted.");
    }
  }

  private static String tail(Path file) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }
}
