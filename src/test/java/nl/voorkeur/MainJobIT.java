package nl.voorkeur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.mail.DkimKey;
import nl.voorkeur.platform.mail.SmtpSink;
import nl.voorkeur.platform.mail.SmtpSink.Taken;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The main job from end to end on the built product: files in, a permitted list out, a mailing over
 * real SMTP to exactly those on it, one click, and nothing more for the one who clicked.
 */
class MainJobIT {

  private static final DkimKey DKIM = DkimKey.make("s1");
  private static final int WEEKBLIK = 11;

  private static SmtpSink server;
  private static Portal portal;
  private static Api api;

  @BeforeAll
  static void start() {
    server = SmtpSink.friendly();
    portal =
        Portal.start(
            Map.of(
                "VOORKEUR_SMTP_HOST", "127.0.0.1",
                "VOORKEUR_SMTP_PORT", Integer.toString(server.port()),
                "VOORKEUR_DKIM_KEY", DKIM.setting()));
    api = new Api(portal);
  }

  @AfterAll
  static void stop() {
    portal.close();
    Portal.delete(portal.data());
    server.close();
  }

  @Test
  void fromFourFilesToOneClick() throws Exception {
    importFile("subscribed_members_export.csv", "CONSENTS", 4500);
    importFile("unsubscribed_members_export.csv", "OPT_OUTS", 2250);
    importFile("klanten.csv", "CUSTOMERS", customers());
    importFile("suppressie.txt", "SUPPRESSION", 244);

    Set<String> permitted = exported();
    JsonObject tally = api.get("topics/" + WEEKBLIK + "/tally");
    assertEquals(
        permitted.size(),
        tally.get("permitted").getAsInt(),
        "the list and its preview come from one rule");
    assertTrue(
        permitted.size() > 1000, "the files hold people who may be mailed: " + permitted.size());

    int mailed = send("Weekblik 47", permitted);
    assertEquals(permitted, addressesTaken(mailed), "exactly those on the list, each once");
    List<Taken> messages = List.copyOf(server.taken());
    for (int i = 0; i < messages.size(); i += Math.max(1, messages.size() / 15)) {
      looksRight(messages.get(i));
    }

    Taken chosen = messages.get(messages.size() / 2);
    oneClick(chosen);
    Set<String> after = exported();
    TreeSet<String> expected = new TreeSet<>(permitted);
    assertTrue(expected.remove(key(recipient(chosen))));
    assertEquals(expected, after, "who clicked is on no list any more");

    int mailedBefore = server.taken().size();
    send("Weekblik 48", expected);
    assertEquals(
        expected,
        server.taken().subList(mailedBefore, server.taken().size()).stream()
            .map(m -> key(recipient(m)))
            .collect(Collectors.toCollection(TreeSet::new)));
    JsonObject decision =
        api.post(
            "decisions/" + WEEKBLIK,
            "{\"address\": \""
                + recipient(chosen).replace("\\", "\\\\").replace("\"", "\\\"")
                + "\"}");
    assertEquals("WITHDRAWN", decision.get("reason").getAsString(), "and it says why");
  }

  /**
   * Records of the file by somebody else's parser, which takes a line break in a cell as it should.
   */
  private static int customers() throws IOException {
    try (CSVParser parser =
        CSVParser.parse(
            Path.of("src/test/resources/data/klanten.csv"),
            StandardCharsets.UTF_8,
            CSVFormat.DEFAULT
                .builder()
                .setDelimiter(';')
                .setHeader()
                .setSkipHeaderRecord(true)
                .get())) {
      return parser.getRecords().size();
    }
  }

  private static void importFile(String name, String kind, int records) throws IOException {
    JsonObject batch =
        api.upload(
            "imports?controller=1&kind="
                + kind
                + (kind.equals("SUPPRESSION") ? "" : "&topics=" + WEEKBLIK)
                + "&obtainedAtSale=true&source=DIRECT&from=before&unproven=REFUSE&dryRun=false&name="
                + name,
            HttpRequest.BodyPublishers.ofFile(Path.of("src/test/resources/data", name)));
    long id = batch.get("id").getAsLong();
    batch = await("imports/" + id, Set.of("DONE", "FAILED"));
    assertEquals("DONE", batch.get("state").getAsString(), name);
    int counted =
        batch.getAsJsonObject("counts").entrySet().stream()
            .map(Map.Entry::getValue)
            .mapToInt(JsonElement::getAsInt)
            .sum();
    assertEquals(records, counted, name + ": every record has one outcome: " + batch);
  }

  private static Set<String> exported() throws IOException {
    String csv =
        api.text(
            "controllers/1/exports",
            "{\"topics\": ["
                + WEEKBLIK
                + "], \"purpose\": \"Weekblik\", \"receiver\": \"controller\"}");
    assertTrue(csv.contains("\r\n"), "RFC 4180 (requirement V1)");
    Set<String> addresses = new TreeSet<>();
    for (CSVRecord row :
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(csv))) {
      assertTrue(addresses.add(key(row.get("address"))), "each mailbox once");
    }
    return addresses;
  }

  /** Sends a mailing and waits for its end. */
  private static int send(String subject, Set<String> audience) {
    JsonObject draft =
        api.post(
            "mailings",
            "{\"topic\": "
                + WEEKBLIK
                + ", \"language\": \"nl\", \"subject\": \""
                + subject
                + "\", \"body\": \"# De markt komt terug\\n\\nDag {{first_name|lezer}},\\n\\nZaterdag staan er **veertig** kramen.\"}");
    long id = draft.get("id").getAsLong();
    api.post("mailings/" + id + "/start", "{}");
    JsonObject done = await("mailings/" + id, Set.of("DONE", "CANCELLED"));
    assertEquals("DONE", done.get("state").getAsString());
    JsonObject progress = done.getAsJsonObject("progress");
    int sent = progress.get("sent").getAsInt();
    int all =
        sent
            + progress.get("denied").getAsInt()
            + progress.get("failed").getAsInt()
            + progress.get("inDoubt").getAsInt();
    assertEquals(
        progress.get("audience").getAsInt(), all, "everybody is in exactly one state: " + progress);
    assertEquals(audience.size(), sent, "all who are permitted: " + progress);
    return sent;
  }

  private static Set<String> addressesTaken(int messages) {
    assertEquals(messages, server.taken().size());
    return server.taken().stream()
        .map(message -> key(recipient(message)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void looksRight(Taken taken) throws Exception {
    DkimKey.Verdict verdict = DKIM.verify(taken.content(), "imailo.example");
    assertTrue(verdict.isValid(), "an independent verifier takes the signature: " + verdict);
    assertTrue(
        verdict
            .covered()
            .containsAll(List.of("from", "subject", "list-unsubscribe", "list-unsubscribe-post")),
        "requirement U7: " + verdict);
    MimeMessage message = message(taken);
    assertEquals(1, message.getHeader("List-Unsubscribe").length);
    assertEquals("List-Unsubscribe=One-Click", message.getHeader("List-Unsubscribe-Post", null));
    assertTrue(message.getHeader("List-Id", null).contains("<weekblik.imailo."), "requirement L2");
    MimeMultipart parts = (MimeMultipart) message.getContent();
    String text = (String) parts.getBodyPart(0).getContent();
    String html = (String) parts.getBodyPart(1).getContent();
    for (String part : List.of(text, html)) {
      assertTrue(
          part.contains(portal.url() + "/u/") && part.contains(portal.url() + "/p/"),
          "both links in both parts");
      assertTrue(part.contains("Havenstraat 12"), "the postal address (requirement T4)");
    }
    assertFalse(html.contains("<img"), "no pixel (promise 8)");
  }

  private static void oneClick(Taken taken) throws Exception {
    String header = message(taken).getHeader("List-Unsubscribe", null).replaceAll("\\s", "");
    URI link = URI.create(header.substring(1, header.indexOf('>')));
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(link)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode());
    assertTrue(answer.headers().allValues("Set-Cookie").isEmpty(), "requirement U5");
  }

  private static JsonObject await(String path, Set<String> states) {
    long end = System.nanoTime() + 300_000_000_000L;
    JsonObject seen = api.get(path);
    while (!states.contains(seen.get("state").getAsString()) && System.nanoTime() < end) {
      LockSupport.parkNanos(200_000_000);
      seen = api.get(path);
    }
    return seen;
  }

  private static MimeMessage message(Taken taken) throws Exception {
    return new MimeMessage(
        Session.getInstance(new Properties()), new ByteArrayInputStream(taken.content()));
  }

  private static String key(String address) {
    return EmailAddress.of(address).compareKey();
  }

  /** The address of the envelope; the sink keeps octets, and SMTPUTF8 has UTF-8 there. */
  private static String recipient(Taken taken) {
    return new String(taken.to().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
