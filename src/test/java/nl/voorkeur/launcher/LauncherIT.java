package nl.voorkeur.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.voorkeur.Portal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The built {@code voorkeur.jar}, started, stopped and killed for real. */
class LauncherIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern MADE_UP =
      Pattern.compile("sign-in +admin, password ([a-z2-9]{4}(?:-[a-z2-9]{4}){3}) ");

  private final HttpClient http = HttpClient.newHttpClient();
  private Path data;

  @BeforeEach
  void makeFolder() {
    data = Portal.freshFolder();
  }

  @AfterEach
  void leaveNothingBehind() {
    processesOf(data).forEach(ProcessHandle::destroyForcibly);
    await("all are gone", () -> processesOf(data).isEmpty());
    Portal.delete(data);
  }

  @Test
  void startsWithNothingConfiguredAndKeepsItsDataOverRestarts() throws Exception {
    Map<String, String> unset = Map.of("VOORKEUR_ADMIN_PASSWORD", "", "VOORKEUR_SMTP_PORT", "");
    try (Portal first = Portal.start(data, unset)) {
      Matcher made = MADE_UP.matcher(first.console());
      assertTrue(made.find(), first.console());
      assertFalse(anyFileContains(data, made.group(1)), "the password is kept nowhere");
      assertTrue(first.console().contains("portal    " + first.url() + "/"), first.console());
      assertTrue(first.console().contains("staff     " + first.url() + "/staff/"));
      assertTrue(first.console().contains("mail      " + first.mails().url() + "/"));
      assertEquals(200, status(first, "/health/ready"));
      assertEquals(401, status(first, "/metrics"), "metrics are nobody's business");
      write("kept over a restart");
      assertEquals(0, first.stop());
    }
    assertEquals(List.of(), processesOf(data));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(data.resolve("keys.properties"))));
    String keys = Files.readString(data.resolve("keys.properties"));

    // a properties file is read, and the environment wins
    Files.writeString(
        data.resolve("voorkeur.properties"),
        "voorkeur.base.url=https://from-the-file.example\nvoorkeur.http.port=1\nvoorkeur.hppt=2\n");
    try (Portal second = Portal.start(data, unset)) {
      assertTrue(
          second.console().contains("portal    https://from-the-file.example/"), second.console());
      assertTrue(second.console().contains("voorkeur.hppt is no setting of Voorkeur; ignored."));
      assertEquals(200, status(second, "/health/ready"));
      assertTrue(second.console().contains("password as set before"), second.console());
      assertEquals("kept over a restart", read());
      assertEquals(keys, Files.readString(data.resolve("keys.properties")));
    }
  }

  @Test
  void startsAgainWhateverWasKilled() throws Exception {
    Portal first = Portal.start(data, Map.of());
    String port = first.url().replaceFirst(".*:", "");
    write("acknowledged");
    first.kill9();

    // at once, while the server is ending and PostgreSQL lives on, on the same port
    Portal second = Portal.start(data, Map.of("VOORKEUR_HTTP_PORT", port));
    assertEquals("acknowledged", read());
    assertEquals(200, status(second, "/health/ready"));
    assertEquals(1, serversOf(data).count(), "the server of the killed launcher is gone");

    second.kill9();
    await("the server ends with its launcher", () -> serversOf(data).findAny().isEmpty());
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(port)));
    }

    processesOf(data).forEach(ProcessHandle::destroyForcibly);
    await("PostgreSQL is gone too", () -> processesOf(data).isEmpty());

    Portal third = Portal.start(data, Map.of());
    assertEquals("acknowledged", read());
    assertEquals(200, status(third, "/health/ready"));
    serversOf(data).forEach(ProcessHandle::destroyForcibly);
    assertEquals(1, third.awaitEnd(), "the launcher ends with its server");
    assertTrue(third.console().contains("The server ended, with exit code 137."));
    assertEquals(List.of(), processesOf(data));
  }

  @Test
  void aFirstStartThatNeverGotReadyShowsItsPasswordNextTime() {
    Map<String, String> unset = Map.of("VOORKEUR_ADMIN_PASSWORD", "");
    Portal interrupted = Portal.launch(data, unset);
    await("the server starts", () -> serversOf(data).findAny().isPresent());
    interrupted.kill9();

    try (Portal next = Portal.start(data, unset)) {
      assertTrue(MADE_UP.matcher(next.console()).find(), next.console());
    }
  }

  @Test
  void stopsWhileItStarts() {
    Portal portal = Portal.launch(data, Map.of());
    await("PostgreSQL starts", () -> Files.exists(data.resolve("postgres")));
    assertEquals(0, portal.stop());
    assertEquals(List.of(), processesOf(data));
  }

  @Test
  void twoOnOneFolderAreOneTooMany() throws Exception {
    Portal first = Portal.shared();
    Portal second = Portal.launch(first.data(), Map.of());
    assertEquals(1, second.awaitEnd());
    assertEquals(
        "Another portal runs on " + first.data() + "; stop it, or set VOORKEUR_DATA_DIR.",
        second.console());
    assertEquals(200, status(first, "/health/ready"));
  }

  @Test
  void aTakenPortIsSaid() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Portal portal = Portal.launch(data, Map.of("VOORKEUR_HTTP_PORT", port));
      assertEquals(1, portal.awaitEnd());
      assertEquals(
          "Port "
              + port
              + " on 127.0.0.1 can't be taken; stop what uses it, or set VOORKEUR_HTTP_PORT.",
          portal.console());
    }
  }

  @Test
  void productionSaysAllThatIsMissing() {
    Portal portal =
        Portal.launch(
            data, Map.of("VOORKEUR_MODE", "production", "VOORKEUR_BASE_URL", "http://example.nl"));
    assertEquals(1, portal.awaitEnd());
    assertEquals(
        """
        VOORKEUR_DB_URL is missing; production needs it.
        VOORKEUR_SMTP_HOST is missing; production needs it.
        VOORKEUR_TOKEN_KEYS is missing; production needs it.
        VOORKEUR_ADDRESS_KEYS is missing; production needs it.
        VOORKEUR_DKIM_KEY is missing; production needs it.
        VOORKEUR_BASE_URL must begin with https:// in production.
        VOORKEUR_API_TOKEN is for development only; make tokens on the staff pages.""",
        portal.console());
    assertFalse(Files.exists(data.resolve("postgres")));
  }

  @Test
  void aDatabaseThatRefusesUsEndsTheStartWithTheCause() throws Exception {
    Portal other = Portal.shared();
    Portal refused =
        Portal.launch(
            data,
            Map.of(
                "VOORKEUR_DB_URL",
                Portal.databaseUrl(other.data()),
                "VOORKEUR_DB_PASSWORD",
                "password-of-nobody"));
    assertEquals(1, refused.awaitEnd());
    assertTrue(
        refused.console().contains("The portal did not start. The cause: "), refused.console());
    assertTrue(refused.console().contains("password authentication failed"), refused.console());
    assertFalse(refused.console().contains("password-of-nobody"));
    assertFalse(anyFileContains(data, "password-of-nobody"));
    assertEquals(List.of(), processesOf(data));
    assertEquals(200, status(other, "/health/ready"));
  }

  @Test
  void theJarCatchesMail() throws Exception {
    Portal portal = Portal.shared();
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(portal.smtpPort()));
    MimeMessage mail = new MimeMessage(Session.getInstance(properties));
    mail.setFrom("a@launcher.example");
    mail.setRecipients(Message.RecipientType.TO, "b@launcher.example");
    mail.setSubject("gevangen");
    mail.setText("één regel");
    Transport.send(mail);

    assertEquals("gevangen", portal.mails().await("b@launcher.example").getSubject());
    String list = text(portal.mails().url() + "/api/messages?q=b%40launcher.example");
    Matcher id = Pattern.compile("\"id\":(\\d+)").matcher(list);
    assertTrue(id.find(), list);
    assertTrue(text(portal.mails().url() + "/messages/" + id.group(1)).contains("één regel"));
  }

  private int status(Portal portal, String path) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) portal.url(path).toURL().openConnection();
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  private String text(String url) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url)).build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
        .body();
  }

  /** The server and PostgreSQL of that folder. */
  private static List<ProcessHandle> processesOf(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process).contains(folder.toString()))
        .toList();
  }

  private static Stream<ProcessHandle> serversOf(Path folder) {
    return processesOf(folder).stream()
        .filter(process -> commandLine(process).contains("ServerProcess"));
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, what);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  private static boolean anyFileContains(Path folder, String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.size(file) < 5_000_000
            && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  private void write(String text) throws IOException, SQLException {
    try (Connection connection = Portal.database(data);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE launcher_it AS SELECT '" + text + "' AS text");
    }
  }

  private String read() throws IOException, SQLException {
    try (Connection connection = Portal.database(data);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT text FROM launcher_it")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
