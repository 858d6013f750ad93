package nl.voorkeur.launcher;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Shows the caught mails to a browser on this machine, and as JSON to scripts.
 *
 * <p>Mail is not trusted: its HTML is shown in a sandbox without scripts and loads nothing. Another
 * site can neither read mails nor delete them: the Host header must name this machine (against DNS
 * rebinding), and a request from elsewhere is refused (Fetch Metadata).
 */
final class CatcherPage implements AutoCloseable {

  /** What the shown HTML may do: open a link in a page of its own. */
  static final String SANDBOX = "allow-popups allow-popups-to-escape-sandbox";

  private static final Pattern API_MAIL = Pattern.compile("/api/messages/(\\d{1,18})(/raw)?");
  private static final Pattern MAIL = Pattern.compile("/messages/(\\d{1,18})(/raw|/html)?");
  private static final Pattern OWN_HOST =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d{1,5})?");
  private static final int MOST_AT_ONCE = 1000;
  private static final int LONGEST_WAIT = 60;
  private static final String PAGE_POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";
  private static final String MAIL_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self';"
          + " sandbox "
          + SANDBOX;

  private final HttpServer server;
  private final ExecutorService threads;
  private final MailFolder folder;
  private final CatcherHtml html = new CatcherHtml(ZoneId.systemDefault());

  private CatcherPage(HttpServer server, ExecutorService threads, MailFolder folder) {
    this.server = server;
    this.threads = threads;
    this.folder = folder;
  }

  static CatcherPage open(int port, MailFolder folder) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 50);
      CatcherPage page = new CatcherPage(server, Executors.newCachedThreadPool(), folder);
      server.setExecutor(page.threads);
      server.createContext("/", page::serve);
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

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = isFromHere(exchange) ? answer(exchange) : page(403, "Not from there.");
      answer.send(exchange);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isFromHere(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String host = Optional.ofNullable(headers.getFirst("Host")).orElse("");
    String site = Optional.ofNullable(headers.getFirst("Sec-Fetch-Site")).orElse("none");
    String origin = headers.getFirst("Origin");
    boolean reads = isRead(exchange);
    boolean visits = reads && "navigate".equals(headers.getFirst("Sec-Fetch-Mode"));
    return OWN_HOST.matcher(host).matches()
        && (site.equals("same-origin") || site.equals("none") || visits)
        && (reads || origin == null || origin.equals("http://" + host));
  }

  private static boolean isRead(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("GET") || exchange.getRequestMethod().equals("HEAD");
  }

  private Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (method.equals("POST") && path.equals("/delete")) {
      folder.clear();
      exchange.getResponseHeaders().set("Location", "/");
      return page(303, "All mails are deleted.");
    }
    if (method.equals("DELETE") && path.equals("/api/messages")) {
      folder.clear();
      return new Answer(204, "application/json", new byte[0], PAGE_POLICY);
    }
    if (!isRead(exchange)) {
      return page(405, "That can’t be done here.");
    }
    Matcher api = API_MAIL.matcher(path);
    Matcher mail = MAIL.matcher(path);
    if (path.equals("/")) {
      String words = text(exchange, "q");
      return html(
          200,
          html.list(
              folder.find("").size(), folder.find(words), words, number(exchange, "page", 1)));
    } else if (path.equals("/api/messages")) {
      return list(exchange);
    } else if (api.matches()) {
      return api(Long.parseLong(api.group(1)), api.group(2) != null);
    } else if (mail.matches()) {
      return mail(Long.parseLong(mail.group(1)), Optional.ofNullable(mail.group(2)).orElse(""));
    } else if (path.equals("/catcher.css")) {
      return resource("catcher.css", "text/css;charset=UTF-8");
    } else if (path.equals("/mark.svg")) {
      return resource("mark.svg", "image/svg+xml");
    }
    return page(404, "There is no such page.");
  }

  private Answer list(HttpExchange exchange) throws InterruptedException {
    int size = Math.min(number(exchange, "size", CatcherHtml.PAGE), MOST_AT_ONCE);
    Duration wait = Duration.ofSeconds(Math.min(number(exchange, "wait", 0), LONGEST_WAIT));
    return json(
        CatcherJson.list(
            folder.await(text(exchange, "q"), number(exchange, "least", 0), wait),
            number(exchange, "page", 1),
            size));
  }

  private Answer api(long id, boolean raw) {
    Optional<CaughtMail> mail = folder.get(id);
    if (mail.isEmpty()) {
      return page(404, "There is no such mail.");
    }
    return raw ? raw(id) : json(CatcherJson.mail(mail.get()));
  }

  private Answer mail(long id, String what) {
    Optional<CaughtMail> mail = folder.get(id);
    Optional<byte[]> message = folder.raw(id);
    if (mail.isEmpty() || message.isEmpty()) {
      return page(404, "There is no such mail.");
    }
    if (what.equals("/raw")) {
      return raw(id);
    }
    MailContent content = MailContent.of(message.get());
    if (what.equals("/html")) {
      String body = "<base target=\"_blank\">" + content.html().orElse("");
      return new Answer(
          200, "text/html;charset=UTF-8", body.getBytes(StandardCharsets.UTF_8), MAIL_POLICY);
    }
    return html(200, html.mail(mail.get(), content));
  }

  private Answer raw(long id) {
    return folder
        .raw(id)
        .map(bytes -> new Answer(200, "message/rfc822", bytes, MAIL_POLICY))
        .orElseGet(() -> page(404, "There is no such mail."));
  }

  private static Answer resource(String name, String type) throws IOException {
    try (InputStream in = CatcherPage.class.getResourceAsStream(name)) {
      return new Answer(200, type, in.readAllBytes(), PAGE_POLICY);
    }
  }

  private Answer page(int status, String sentence) {
    return html(status, html.message(sentence));
  }

  private static Answer html(int status, String text) {
    return new Answer(
        status, "text/html;charset=UTF-8", text.getBytes(StandardCharsets.UTF_8), PAGE_POLICY);
  }

  private static Answer json(String text) {
    return new Answer(200, "application/json", text.getBytes(StandardCharsets.UTF_8), PAGE_POLICY);
  }

  private static int number(HttpExchange exchange, String name, int otherwise) {
    String text = text(exchange, name);
    return text.matches("\\d{1,6}")
        ? Math.max(Integer.parseInt(text), otherwise > 0 ? 1 : 0)
        : otherwise;
  }

  /** A parameter of the query; empty when absent or malformed. */
  private static String text(HttpExchange exchange, String name) {
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    try {
      return Stream.of(query.split("&"))
          .filter(pair -> pair.startsWith(name + "="))
          .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
          .findFirst()
          .orElse("");
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** A response of HTTP, with the headers that all of ours have. */
  private record Answer(int status, String type, byte[] body, String policy) {

    void send(HttpExchange exchange) throws IOException {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Type", type);
      headers.set("Content-Security-Policy", policy);
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      headers.set("Cache-Control", "no-store");
      if (type.startsWith("message/")) {
        headers.set("Content-Disposition", "attachment; filename=\"mail.eml\"");
      }
      boolean silent = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, silent ? -1 : body.length);
      if (!silent) {
        exchange.getResponseBody().write(body);
      }
    }
  }
}
