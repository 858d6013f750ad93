package nl.voorkeur;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The built product, {@code target/voorkeur.jar}, running for a test: with its embedded database
 * and mail catcher, on free ports and in a data folder of its own.
 *
 * <p>Most tests take {@link #shared()}, one portal for all of them; they must not count on being
 * alone there. Who needs other settings, or stops and kills, starts one.
 */
public final class Portal implements AutoCloseable {

  /** The password of the operator {@code admin}. */
  public static final String ADMIN_PASSWORD = "Voorkeur-1234";

  /** A token with all scopes. */
  public static final String API_TOKEN = "dev-token-with-all-scopes";

  /** What reads the metrics. */
  public static final String METRICS_TOKEN = "metrics-token-of-the-tests-0123456789";

  private static final Path JAR = Path.of("target", "voorkeur.jar");
  private static final Duration START_LIMIT = Duration.ofSeconds(200);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(25);
  private static final Duration END_LIMIT = Duration.ofSeconds(120);

  private final Process process;
  private final Path data;
  private final Map<String, String> environment;
  private final List<String> console = new ArrayList<>();
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

  private Portal(Process process, Path data, Map<String, String> environment) {
    this.process = process;
    this.data = data;
    this.environment = environment;
  }

  private static final class Shared {
    private static final Portal PORTAL = make();

    private static Portal make() {
      Portal portal = start(Map.of());
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    portal.stop();
                    delete(portal.data);
                  }));
      return portal;
    }
  }

  /** The one portal that tests of this JVM share; started by the first of them. */
  public static Portal shared() {
    return Shared.PORTAL;
  }

  /** Starts a portal with a fresh data folder and waits until it is ready. */
  public static Portal start(Map<String, String> settings) {
    return start(freshFolder(), settings);
  }

  /** Starts a portal on a data folder and waits until it is ready. */
  public static Portal start(Path data, Map<String, String> settings) {
    Portal portal = launch(data, settings);
    portal.awaitReady();
    return portal;
  }

  /**
   * Starts a portal and waits for nothing.
   *
   * @param settings by the names of environment variables; they win over the test's own, and an
   *     empty text takes one of those away
   */
  public static Portal launch(Path data, Map<String, String> settings) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("VOORKEUR_DATA_DIR", data.toString());
    environment.put("VOORKEUR_HTTP_PORT", Integer.toString(freePort()));
    environment.put("VOORKEUR_CATCHER_PORT", Integer.toString(freePort()));
    environment.put("VOORKEUR_SMTP_PORT", Integer.toString(freePort()));
    environment.put("VOORKEUR_ADMIN_PASSWORD", ADMIN_PASSWORD);
    environment.put("VOORKEUR_API_TOKEN", API_TOKEN);
    environment.put("VOORKEUR_METRICS_TOKEN", METRICS_TOKEN);
    environment.putAll(settings);
    environment.values().removeIf(String::isEmpty);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-jar",
                  JAR.toAbsolutePath().toString())
              .directory(Files.createDirectories(data).toFile())
              .redirectErrorStream(true);
      builder.environment().keySet().removeIf(name -> name.startsWith("VOORKEUR_"));
      builder.environment().putAll(environment);
      Portal portal = new Portal(builder.start(), data, environment);
      Thread reader = new Thread(portal::read, "console of the portal");
      reader.setDaemon(true);
      reader.start();
      return portal;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (console) {
          console.add(line);
        }
        if (line.strip().startsWith("stop ")) {
          ready.complete(true);
        }
      }
    } catch (IOException closed) {
      // the process was killed
    }
    ready.complete(false);
  }

  private void awaitReady() {
    try {
      if (!ready.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the portal ended at its start:\n" + console());
      }
    } catch (TimeoutException | ExecutionException e) {
      kill9();
      throw new IllegalStateException("the portal was not ready in time:\n" + console(), e);
    } catch (InterruptedException e) {
      kill9();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A new empty folder. */
  public static Path freshFolder() {
    try {
      return Files.createTempDirectory("voorkeur-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the pages and the API are, without a slash at the end. */
  public String url() {
    return "http://localhost:" + environment.get("VOORKEUR_HTTP_PORT");
  }

  /** An address of the portal. */
  public URI url(String path) {
    return URI.create(url() + path);
  }

  /** The mails that the portal sent. */
  public CaughtMails mails() {
    return new CaughtMails(
        URI.create("http://localhost:" + environment.get("VOORKEUR_CATCHER_PORT")));
  }

  /** The port at which the catcher takes mail. */
  public int smtpPort() {
    return Integer.parseInt(environment.get("VOORKEUR_SMTP_PORT"));
  }

  public Path data() {
    return data;
  }

  /** A connection to its own database, as the portal itself has them. */
  public Connection database() throws IOException, SQLException {
    return database(data);
  }

  /** A connection to the database of a portal that keeps its data there. */
  public static Connection database(Path data) throws IOException, SQLException {
    Properties keys = new Properties();
    try (Reader reader = Files.newBufferedReader(data.resolve("keys.properties"))) {
      keys.load(reader);
    }
    return DriverManager.getConnection(
        databaseUrl(data), "voorkeur", keys.getProperty("voorkeur.db.password"));
  }

  /** Where that database is. */
  public static String databaseUrl(Path data) throws IOException {
    List<String> lines = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
    return "jdbc:postgresql://127.0.0.1:" + lines.get(3).strip() + "/voorkeur";
  }

  /** The process of the launcher. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** What the launcher wrote, errors too. */
  public String console() {
    synchronized (console) {
      return String.join("\n", console);
    }
  }

  /** Asks it to stop, as Ctrl-C does, waits for that and answers the exit code. */
  public int stop() {
    process.toHandle().destroy();
    return awaitEnd(STOP_LIMIT);
  }

  /** Waits until it has ended by itself, and answers the exit code. */
  public int awaitEnd() {
    return awaitEnd(END_LIMIT);
  }

  private int awaitEnd(Duration limit) {
    try {
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        kill9();
        throw new IllegalStateException("the portal did not end:\n" + console());
      }
      ready.get(5, TimeUnit.SECONDS);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Kills the launcher as {@code kill -9} does. */
  public void kill9() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
  }

  /** Deletes a folder with all that is in it. */
  public static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
