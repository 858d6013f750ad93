package nl.voorkeur.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;

/** Payara Micro with the portal, as a child process that gets its settings by its environment. */
final class Server implements AutoCloseable {

  private static final Duration READY_LIMIT = Duration.ofSeconds(180);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(12);
  private static final String READY_SIGN = "\"database\"";

  /** What Payara Micro opens by the manifest of its own jar, which another main class loses. */
  private static final List<String> OPENED =
      List.of(
          "java.base/jdk.internal.loader",
          "java.base/java.lang",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/sun.nio.ch",
          "java.management/sun.management",
          "jdk.management/com.sun.management.internal",
          "java.base/sun.net.www.protocol.jrt",
          "java.base/sun.net.www.protocol.jar",
          "java.base/java.io",
          "java.naming/javax.naming.spi",
          "java.rmi/sun.rmi.transport",
          "java.logging/java.util.logging",
          "java.management/javax.management",
          "java.management/javax.management.openmbean");

  private static final List<String> EXPORTED =
      List.of(
          "java.base/jdk.internal.ref",
          "jdk.naming.dns/com.sun.jndi.dns",
          "java.naming/com.sun.jndi.ldap");

  private final Process process;
  private final URI health;
  private final ServerLog log;
  private final Path marker;

  private Server(Process process, URI health, ServerLog log, Path marker) {
    this.process = process;
    this.health = health;
    this.log = log;
    this.marker = marker;
  }

  static Server start(
      DataFolder data, ServerFiles.Unpacked files, Settings settings, Configuration configuration) {
    try {
      Path marker = files.runtime().resolveSibling(files.runtime().getFileName() + ".complete");
      if (!Files.exists(marker)) {
        DataFolder.delete(files.runtime());
      }
      Path folder = Files.createDirectories(files.runtime());
      Path preboot = data.folder("run").resolve("preboot");
      Files.write(preboot, preboot(configuration));
      Path logging = data.folder("run").resolve("logging.properties");
      Files.writeString(logging, resource("logging.properties"));
      List<String> words = new ArrayList<>();
      words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      OPENED.forEach(name -> words.add("--add-opens=" + name + "=ALL-UNNAMED"));
      EXPORTED.forEach(name -> words.add("--add-exports=" + name + "=ALL-UNNAMED"));
      words.add(
          "-Djakarta.mail.util.StreamProvider=org.eclipse.angus.mail.util.MailStreamProvider");
      words.add("-D" + ServerProcess.PARENT + "=" + ProcessHandle.current().pid());
      words.add("-Djava.io.tmpdir=" + data.folder("run"));
      words.add("-XX:+ExitOnOutOfMemoryError");
      words.addAll(javaOptions(configuration));
      words.addAll(
          List.of(
              "-cp",
              files.classes() + java.io.File.pathSeparator + files.payara(),
              ServerProcess.class.getName(),
              "--unpackdir",
              folder.toString(),
              "--prebootcommandfile",
              preboot.toString(),
              "--logproperties",
              logging.toString(),
              "--port",
              configuration.get(Setting.HTTP_PORT).toString(),
              "--nocluster",
              "--nohazelcast",
              "--contextroot",
              "/",
              "--deploy",
              files.war().toString()));
      ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
      Map<String, String> environment = builder.environment();
      environment.keySet().removeIf(name -> name.startsWith("VOORKEUR_"));
      environment.putAll(settings.environment());
      Process process = builder.start();
      process.getOutputStream().close();
      ServerLog log = ServerLog.follow(process.getInputStream(), data.folder("log"));
      URI health =
          URI.create(
              "http://"
                  + host(configuration)
                  + ":"
                  + configuration.get(Setting.HTTP_PORT)
                  + "/health/ready");
      return new Server(process, health, log, marker);
    } catch (IOException e) {
      throw new StartRefused("The server can't be started.", e);
    }
  }

  private static String host(Configuration configuration) {
    String address = configuration.get(Setting.HTTP_ADDRESS);
    return switch (address) {
      case "0.0.0.0", "::" -> "127.0.0.1";
      default -> address.contains(":") ? "[" + address + "]" : address;
    };
  }

  private static List<String> javaOptions(Configuration configuration) {
    return configuration
        .find(Setting.JAVA_OPTIONS)
        .map(options -> List.of(options.strip().split("\\s+")))
        .orElse(
            configuration.isDevelopment()
                ? List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                : List.of());
  }

  private static List<String> preboot(Configuration configuration) throws IOException {
    return resource("preboot")
        .replace("${address}", configuration.get(Setting.HTTP_ADDRESS))
        .lines()
        .toList();
  }

  private static String resource(String name) throws IOException {
    try (var in = Server.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  /**
   * Waits until the portal answers.
   *
   * @throws StartRefused with the cause, when it ends or its deployment fails
   */
  void awaitReady() throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(10)).build();
    long end = System.nanoTime() + READY_LIMIT.toNanos();
    while (!isReady(client, request)) {
      if (process.waitFor(200, TimeUnit.MILLISECONDS) || log.deploymentFailed()) {
        throw new StartRefused("The server did not start. " + log.cause());
      }
      if (System.nanoTime() > end) {
        throw new StartRefused(
            "The server was not ready within " + READY_LIMIT.toSeconds() + " s. " + log.cause());
      }
    }
    try {
      Files.write(marker, List.of());
    } catch (IOException e) {
      throw new StartRefused("The data folder can't be written.", e);
    }
  }

  private static boolean isReady(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 && response.body().contains(READY_SIGN);
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Waits until the server ends by itself. */
  int await() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    log.close();
  }
}
