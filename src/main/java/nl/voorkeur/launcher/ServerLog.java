package nl.voorkeur.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes what the server says to a file, and its last words to the console when it fails. */
final class ServerLog implements AutoCloseable {

  private static final int KEPT = 40;

  private final Path file;
  private final Deque<String> last = new ArrayDeque<>();
  private volatile boolean deploymentFailed;
  private Thread thread;

  private ServerLog(Path file) {
    this.file = file;
  }

  static ServerLog follow(InputStream output, Path folder) {
    ServerLog log = new ServerLog(folder.resolve("server.log"));
    log.thread = new Thread(() -> log.copy(output), "server log");
    log.thread.setDaemon(true);
    log.thread.start();
    return log;
  }

  private void copy(InputStream output) {
    try (BufferedReader reader =
            new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
        Writer writer = Files.newBufferedWriter(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        writer.write(line + "\n");
        writer.flush();
        keep(line);
      }
    } catch (IOException e) {
      System.err.println("The server's log can't be written any more.");
    }
  }

  private synchronized void keep(String line) {
    last.add(line);
    if (last.size() > KEPT) {
      last.remove();
    }
    if (line.contains("Exception while loading the app")) {
      deploymentFailed = true;
    }
  }

  boolean deploymentFailed() {
    return deploymentFailed;
  }

  synchronized String cause() {
    return "Its log, " + file + ", ends with:\n" + String.join("\n", last);
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
