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

  /** The readiness check of the portal; without it the server is up and the portal is not. */
  private static final String READY_SIGN = "\"database\"";

  private final Process process;
  private final URI health;
  private final ServerLog log;
  private final Path complete;

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
      Path pid = data.resolve("server.pid");
      Leftover.end(pid);
      requireFree(address);
      Path complete = files.runtime().resolveSibling(files.runtime().getFileName() + ".complete");
      prepare(files.runtime(), complete);
      DataFolder.delete(data.resolve("tmp"));
      ProcessBuilder builder =
          new ServerCommand(files, configuration, data.folder("tmp")).process(settings);
      Process process = builder.start();
      process.getOutputStream().close();
      Leftover.note(process.toHandle(), pid);
      ServerLog log = ServerLog.follow(process.getInputStream(), data.folder("log"), clock);
      return new Server(process, health(address), log, complete);
    } catch (IOException e) {
      throw new StartRefused("The server can't be started: " + e.getMessage(), e);
    }
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
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(10)).build();
    long end = System.nanoTime() + READY_LIMIT.toNanos();
    while (!isReady(client, request)) {
      if (process.waitFor(200, TimeUnit.MILLISECONDS) || log.deploymentFailed()) {
        close();
        throw new StartRefused("The server did not start. " + log.cause());
      }
      if (System.nanoTime() > end) {
        throw new StartRefused(
            "The server was not ready within " + READY_LIMIT.toSeconds() + " s. " + log.cause());
      }
    }
    try {
      Files.write(complete, List.of());
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
