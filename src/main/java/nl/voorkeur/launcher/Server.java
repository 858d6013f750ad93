package nl.voorkeur.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;

/**
 * Payara Micro with the portal, as a child process: it ends when this object is closed and when the
 * launcher is killed.
 */
final class Server implements AutoCloseable {

  private static final Duration READY_LIMIT = Duration.ofSeconds(180);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(12);

  /** Answers in a row of a server that has started, without the portal. */
  private static final int WITHOUT_LIMIT = 10;

  /** The readiness check of the portal; without it the server is up and the portal is not. */
  private static final String READY_SIGN = "\"database\"";

  private final Process process;
  private final URI health;
  private final ServerLog log;
  private final Path complete;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private Server(Process process, URI health, ServerLog log, Path complete) {
    this.process = process;
    this.health = health;
    this.log = log;
    this.complete = complete;
  }

  /** Starts it; {@link #awaitReady()} tells whether that went well. */
  static Server start(
      DataFolder data,
      ServerFiles.Unpacked files,
      Settings settings,
      Configuration configuration,
      Clock clock) {
    InetSocketAddress address = address(configuration);
    try {
      Path complete = files.runtime().resolveSibling(files.runtime().getFileName() + ".complete");
      prepare(files.runtime(), complete);
      DataFolder.delete(data.resolve("tmp"));
      ProcessBuilder builder =
          new ServerCommand(files, configuration, data.folder("tmp")).process(settings);
      Process process = builder.start();
      Leftover.note(process.toHandle(), pid(data));
      ServerLog log = ServerLog.follow(process.getInputStream(), data.folder("log"), clock);
      return new Server(process, health(address), log, complete);
    } catch (IOException e) {
      throw new StartRefused("The server can't be started: " + e.getMessage(), e);
    }
  }

  /**
   * Ends the server that a killed launcher left behind, and looks whether ours can have its port.
   * Before all else, as a start that can't succeed should not begin.
   */
  static void makeWay(DataFolder data, Configuration configuration) {
    try {
      Leftover.end(pid(data));
    } catch (IOException e) {
      throw new StartRefused("The data folder can't be read.", e);
    }
    requireFree(address(configuration));
  }

  private static Path pid(DataFolder data) {
    return data.resolve("server.pid");
  }

  private static InetSocketAddress address(Configuration configuration) {
    InetSocketAddress address =
        new InetSocketAddress(
            configuration.get(Setting.HTTP_ADDRESS), configuration.get(Setting.HTTP_PORT));
    if (address.isUnresolved()) {
      throw new StartRefused(Setting.HTTP_ADDRESS.variable() + " is no address of this machine.");
    }
    return address;
  }

  private static void requireFree(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
    } catch (IOException taken) {
      throw new StartRefused(
          "Port "
              + address.getPort()
              + " on "
              + address.getHostString()
              + " can't be taken; stop what uses it, or set VOORKEUR_HTTP_PORT.",
          taken);
    }
  }

  /** Keeps the unpacked server, but not one that never got ready, and no portal of before. */
  private static void prepare(Path runtime, Path complete) throws IOException {
    if (Files.exists(complete)) {
      DataFolder.delete(runtime.resolve("applications"));
      DataFolder.delete(runtime.resolve("generated"));
    } else {
      DataFolder.delete(runtime);
    }
    Files.createDirectories(runtime);
  }

  private static URI health(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    String name = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
    return URI.create(
        "http://"
            + (name.contains(":") ? "[" + name.replaceFirst("%.*", "") + "]" : name)
            + ":"
            + address.getPort()
            + "/health/ready");
  }

  /**
   * Waits until the portal answers.
   *
   * @throws StartRefused with the cause, when it ends or its deployment fails
   */
  void awaitReady() throws InterruptedException {
    long end = System.nanoTime() + READY_LIMIT.toNanos();
    int without = 0;
    while (true) {
      boolean booted = log.booted();
      Optional<HttpResponse<String>> answer = ask();
      boolean portal = answer.filter(this::isOfPortal).isPresent();
      if (portal && answer.get().statusCode() == 200) {
        break;
      }
      without = booted && !portal ? without + 1 : 0;
      if (without == WITHOUT_LIMIT || process.waitFor(200, TimeUnit.MILLISECONDS)) {
        close();
        throw new StartRefused("The portal did not start. " + log.cause());
      }
      if (System.nanoTime() > end) {
        close();
        throw new StartRefused(
            "The portal was not ready within " + READY_LIMIT.toSeconds() + " s. " + log.cause());
      }
    }
    try {
      Files.write(complete, List.of());
    } catch (IOException e) {
      throw new StartRefused("The data folder can't be written.", e);
    }
  }

  /** A server whose deployment failed goes on running and answers for itself. */
  private boolean isOfPortal(HttpResponse<String> answer) {
    return answer.body().contains(READY_SIGN);
  }

  private Optional<HttpResponse<String>> ask() throws InterruptedException {
    try {
      return Optional.of(
          http.send(
              HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(10)).build(),
              HttpResponse.BodyHandlers.ofString()));
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }

  /**
   * Waits until the server ends by itself.
   *
   * @throws StartRefused then
   */
  void awaitEnd() throws InterruptedException {
    int code = process.waitFor();
    throw new StartRefused("The server ended, with exit code " + code + ". " + log.cause());
  }

  @Override
  public void close() {
    // By its handle, as Process.destroy also closes the pipe of its last words
    process.toHandle().destroy();
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
