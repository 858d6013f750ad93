package nl.voorkeur.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows the caught mails, to a browser on this machine and as JSON to scripts. */
final class CatcherPage implements AutoCloseable {

  private static final Pattern MAIL = Pattern.compile("/api/messages/(\\d{1,18})(/raw)?");
  private static final int PAGE = 50;

  private final HttpServer server;
  private final ExecutorService threads;
  private final MailFolder folder;

  private CatcherPage(HttpServer server, ExecutorService threads, MailFolder folder) {
    this.server = server;
    this.threads = threads;
    this.folder = folder;
  }

  static CatcherPage open(int port, MailFolder folder) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 50);
      CatcherPage page = new CatcherPage(server, Executors.newFixedThreadPool(4), folder);
      server.setExecutor(page.threads);
      server.createContext("/", page::answer);
      server.start();
      return page;
    } catch (IOException e) {
      throw new StartRefused(
          "Port "
              + port
              + " for the page of caught mail is taken; stop what uses it, or set"
              + " VOORKEUR_CATCHER_PORT.",
          e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Matcher one = MAIL.matcher(path);
      if (path.equals("/api/messages")) {
        String words = parameter(exchange, "q").orElse("");
        int page = number(parameter(exchange, "page"), 1);
        int size = number(parameter(exchange, "size"), PAGE);
        send(exchange, 200, "application/json", CatcherJson.list(folder.find(words), page, size));
      } else if (one.matches()) {
        long id = Long.parseLong(one.group(1));
        Optional<CaughtMail> mail = folder.get(id);
        Optional<byte[]> raw = folder.raw(id);
        if (mail.isEmpty() || raw.isEmpty()) {
          send(exchange, 404, "text/plain", "No such mail.");
        } else if (one.group(2) != null) {
          send(exchange, 200, "message/rfc822", raw.get());
        } else {
          send(exchange, 200, "application/json", CatcherJson.mail(mail.get()));
        }
      } else {
        send(exchange, 404, "text/plain", "No such page.");
      }
    }
  }

  private static int number(Optional<String> text, int otherwise) {
    return text.filter(digits -> digits.matches("[1-9]\\d{0,6}"))
        .map(Integer::parseInt)
        .orElse(otherwise);
  }

  private static Optional<String> parameter(HttpExchange exchange, String name) {
    String query = exchange.getRequestURI().getRawQuery();
    return List.of((query == null ? "" : query).split("&")).stream()
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
        .findFirst();
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    send(exchange, status, type + ";charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
