package nl.voorkeur.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import nl.voorkeur.platform.configuration.Setting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mail catcher over real SMTP and HTTP, without the rest of the portal. */
class CatcherIT {

  private static final String LONGER_SUBJECT = "Nieuws uit de Zuid-Hollandse duinen: één avond";

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private DataFolder data;
  private Catcher catcher;
  private int smtpPort;
  private String url;

  @BeforeEach
  void start() {
    data = DataFolder.take(folder);
    Settings settings = Settings.read(Map.of(), folder);
    int page = Settings.freePort();
    catcher = Catcher.start(data, page, settings, Clock.systemUTC());
    smtpPort = Integer.parseInt(settings.environment().get(Setting.SMTP_PORT.variable()));
    url = "http://localhost:" + page;
  }

  @AfterEach
  void stop() {
    catcher.close();
    data.close();
  }

  @Test
  void keepsAMailByteForByte() throws Exception {
    MimeMessage mail = mail("a@example.nl", LONGER_SUBJECT);
    mail.setText("Beste Anneke,\n.\n.. een punt vooraan, en een € in het midden\n\n", "UTF-8");
    send(mail);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    mail.writeTo(sent);

    assertArrayEquals(sent.toByteArray(), bytes("/api/messages/1/raw"));
    assertArrayEquals(sent.toByteArray(), bytes("/messages/1/raw"));
    assertEquals(
        "attachment; filename=\"mail.eml\"",
        get("/messages/1/raw").headers().firstValue("Content-Disposition").orElse(""));
  }

  @Test
  void listsMailsNewestFirst() throws Exception {
    send(mail("a@example.nl", "eerste"));
    send(mail("b@example.nl", LONGER_SUBJECT));

    String all = text("/api/messages");
    assertTrue(all.startsWith("{\"total\":2,\"page\":1,"), all);
    assertTrue(all.indexOf("\"id\":2") < all.indexOf("\"id\":1"), all);
    assertTrue(all.contains("\"subject\":\"" + LONGER_SUBJECT + "\""), all);
    assertTrue(all.contains("\"recipients\":[\"b@example.nl\"]"), all);
    assertTrue(all.contains("\"reversePath\":\"bounce@example.nl\""), all);

    assertTrue(text("/api/messages?q=EERSTE").contains("\"total\":1,"));
    assertTrue(text("/api/messages?q=b%40example").contains("\"id\":2"));
    assertTrue(text("/api/messages?size=1&page=2").contains("\"messages\":[{\"id\":1,"));
    assertTrue(text("/").contains(LONGER_SUBJECT));
    assertTrue(text("/?q=nobody").contains("0 mails with “nobody”"));
  }

  @Test
  void waitsForAMailThatIsYetToCome() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<String> list = thread.submit(() -> text("/api/messages?least=1&wait=20"));
      send(mail("a@example.nl", "nu"));
      assertTrue(list.get().startsWith("{\"total\":1,"));
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void showsHtmlInASandboxAndEscapesTheRest() throws Exception {
    String evil = "<script>alert(1)</script>\"'&";
    MimeMessage mail = mail("a@example.nl", evil);
    MimeBodyPart text = new MimeBodyPart();
    text.setText(evil + " https://example.nl/u?t=1&x=2.", "UTF-8");
    MimeBodyPart html = new MimeBodyPart();
    html.setText("<p>hallo<script>alert(2)</script></p>", "UTF-8", "html");
    mail.setContent(new MimeMultipart("alternative", text, html));
    send(mail);

    for (String page : List.of("/", "/messages/1")) {
      assertFalse(text(page).contains("<script"), page);
      assertTrue(text(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"));
    }
    String shown = text("/messages/1");
    assertTrue(shown.contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox\""), shown);
    assertTrue(
        shown.contains(
            "<a href=\"https://example.nl/u?t=1&amp;x=2\" target=\"_blank\""
                + " rel=\"noreferrer\">https://example.nl/u?t=1&amp;x=2</a>."),
        shown);
    HttpResponse<byte[]> part = get("/messages/1/html");
    String policy = part.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.startsWith("default-src 'none';"), policy);
    assertTrue(policy.endsWith("; sandbox allow-popups allow-popups-to-escape-sandbox"), policy);
  }

  @Test
  void takesThousandsOfMails() throws Exception {
    int connections = 4;
    int each = 750;
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Future<Boolean>> done =
          IntStream.range(0, connections)
              .mapToObj(connection -> threads.submit(() -> sendMany(connection, each)))
              .toList();
      for (Future<Boolean> one : done) {
        assertTrue(one.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertTrue(text("/api/messages?size=1").startsWith("{\"total\":" + connections * each + ","));
    assertTrue(text("/?page=60").contains("Page 60 of 60"));
  }

  private boolean sendMany(int connection, int count) throws MessagingException {
    try (Transport transport = session().getTransport()) {
      transport.connect();
      for (int i = 0; i < count; i++) {
        MimeMessage mail = mail("r" + i + "@example.nl", "bericht " + connection + "." + i);
        mail.saveChanges();
        transport.sendMessage(mail, mail.getAllRecipients());
      }
    }
    return true;
  }

  @Test
  void announcesWhatMailOfTodayNeeds() throws IOException {
    String answer = talk(smtpPort, "EHLO example.nl\r\nQUIT\r\n");
    assertTrue(answer.contains("SMTPUTF8"), answer);
    assertTrue(answer.contains("8BITMIME"), answer);
  }

  @Test
  void answersThisMachineOnly() throws Exception {
    send(mail("a@example.nl", "geheim"));
    int port = URI.create(url).getPort();
    String request = "GET /api/messages HTTP/1.1\r\nConnection: close\r\n";

    assertTrue(talk(port, request + "Host: localhost:" + port + "\r\n\r\n").contains("geheim"));
    for (String headers :
        List.of(
            "Host: rebound.example\r\n\r\n",
            "Host: localhost.rebound.example\r\n\r\n",
            "Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n\r\n",
            "Host: localhost\r\nSec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\n\r\n")) {
      String answer = talk(port, request + headers);
      assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
      assertFalse(answer.contains("geheim"), answer);
    }
  }

  @Test
  void deletesAllMailsForItsOwnPageOnly() throws Exception {
    send(mail("a@example.nl", "blijft"));
    assertEquals(403, post("/delete", "https://example.nl"));
    assertTrue(text("/api/messages").startsWith("{\"total\":1,"));
    assertEquals(405, post("/", url));

    assertEquals(303, post("/delete", url));
    assertTrue(text("/").contains("No mail yet."));
    assertEquals(404, get("/messages/1").statusCode());

    send(mail("a@example.nl", "nieuw"));
    assertTrue(text("/api/messages").contains("\"id\":2"), "ids are never used twice");
  }

  private int post(String path, String origin) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url + path))
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private MimeMessage mail(String to, String subject) throws MessagingException {
    MimeMessage mail = new MimeMessage(session());
    mail.setFrom(new InternetAddress("nieuws@example.nl"));
    mail.setRecipients(Message.RecipientType.TO, to);
    mail.setSubject(subject, "UTF-8");
    mail.setText("hallo", "UTF-8");
    return mail;
  }

  private Session session() {
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", "smtp");
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(smtpPort));
    properties.setProperty("mail.smtp.from", "bounce@example.nl");
    return Session.getInstance(properties);
  }

  private static void send(MimeMessage mail) throws MessagingException {
    Transport.send(mail);
  }

  private static String talk(int port, String lines) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port);
        InputStream in = socket.getInputStream()) {
      socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String text(String path) throws IOException, InterruptedException {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  private byte[] bytes(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = get(path);
    assertEquals(200, response.statusCode(), path);
    return response.body();
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url + path)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }
}
