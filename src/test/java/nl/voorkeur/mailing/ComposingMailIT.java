package nl.voorkeur.mailing;

import static nl.voorkeur.mailing.ComposingFixture.ANNA;
import static nl.voorkeur.mailing.ComposingFixture.OURS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.mail.SmtpSink;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What leaves, as it was written: in each reader's language, with all that travels with it. */
class ComposingMailIT {

  @Test
  void everybodyGetsTheirLanguageAndTheOthersTheFallback() throws Exception {
    try (SmtpSink sink = SmtpSink.friendly()) {
      ComposingFixture desk = new ComposingFixture(sink.configuration());
      Map<String, String> speaks =
          Map.of("nobody@example.org", "NULL", "en@example.org", "'EN'", "fr@example.org", "'FR'");
      speaks.forEach(
          (address, language) -> {
            desk.house.reader(address);
            desk.house.execute(
                "UPDATE recipient SET language = "
                    + language
                    + " WHERE address = '"
                    + address
                    + "'");
          });
      MailingId id = desk.draft("Dag {{first_name|lezer}}");
      desk.drafts.revise(
          OURS,
          id,
          desk.text(Language.EN, "Main", "Hello {{first_name|reader}}"),
          Outfit.USUAL,
          ANNA);
      desk.drafts.translate(OURS, id, desk.text(Language.NL, "Hoofd", "Dag"), ANNA);
      assertEquals(new StartOutcome.Started(3), desk.launch.start(OURS, id));
      desk.house.run(desk.house.worker(sink));
      Map<String, MimeMessage> got =
          sink.taken().stream()
              .collect(Collectors.toMap(SmtpSink.Taken::to, ComposingMailIT::read));
      assertEquals(
          "Hoofd", got.get("nobody@example.org").getSubject(), "the controller's language");
      assertEquals("Main", got.get("en@example.org").getSubject());
      assertEquals("Main", got.get("fr@example.org").getSubject(), "the fallback");
      assertEquals("nl", got.get("nobody@example.org").getHeader("Content-Language", null));
      List<Part> english = mime4j(taken(sink, "en@example.org"));
      assertTrue(english.get(0).text().contains("Hello reader"), english.get(0).text());
      assertTrue(english.get(0).text().contains("Stop Weekblik"), "the foot speaks it, too");
      assertTrue(english.get(1).text().contains("<html lang=\"en\""), english.get(1).text());
      assertTrue(
          mime4j(taken(sink, "nobody@example.org")).get(0).text().contains("Stop met Weekblik"));
    }
  }

  @Test
  void outsideOfItsWindowAMailingWaits() {
    try (SmtpSink sink = SmtpSink.friendly()) {
      ComposingFixture desk = new ComposingFixture(sink.configuration());
      desk.house.reader();
      MailingId id = desk.draft("Dag");
      desk.launch.start(OURS, id);
      desk.house.execute(
          "UPDATE mailing SET window_days = 1 << (extract(isodow FROM now() AT TIME ZONE 'UTC' + interval '3 days')::int - 1),"
              + " window_from = '00:00', window_until = '24:00', window_zone = 'UTC'");
      desk.house.run(desk.house.worker(sink));
      assertEquals(0, sink.taken().size());
      assertEquals(MailingState.SENDING, desk.house.state(id));
      desk.house.execute("UPDATE mailing SET window_days = 127");
      desk.house.run(desk.house.worker(sink));
      assertEquals(1, sink.taken().size());
      assertEquals(MailingState.DONE, desk.house.state(id));
    }
  }

  /** Two parsers that know nothing of ours see the same parts with the same content. */
  @Test
  void picturesAndAttachmentsArriveWhole() throws Exception {
    byte[] pdf = "%PDF-1.7 not much of one \u0000\u00ff".getBytes(StandardCharsets.ISO_8859_1);
    try (SmtpSink sink = SmtpSink.friendly()) {
      ComposingFixture desk = new ComposingFixture(sink.configuration());
      desk.house.reader();
      PictureFile.Drawn drawn =
          PictureFile.read(EnclosedFilesTest.image("png", 30, 20))
              .fold(
                  one -> one,
                  fault -> {
                    throw new AssertionError(fault);
                  });
      String name = desk.gallery.add(OURS, "Ronde Kaas (1).PNG", drawn, ANNA).orElseThrow();
      assertEquals("ronde-kaas-1.png", name);
      String body = "# Kaas\n\n![Een ronde kaas](" + name + ")";
      MailingId id =
          desk.drafts.begin(
              OURS, desk.text(Language.NL, "Kaas", body), new Outfit(Optional.empty(), true), ANNA);
      assertTrue(
          desk.attachments.add(
              OURS, id, AttachmentFile.read("Prijslijst één €.pdf", pdf).orElseThrow(), ANNA));
      desk.launch.start(OURS, id);
      desk.house.run(desk.house.worker(sink));
      byte[] message = sink.taken().get(0).content();
      List<Part> parts = mime4j(message);
      assertEquals(
          List.of("text/plain", "text/html", "image/png", "application/pdf"),
          parts.stream().map(Part::type).toList());
      assertEquals(parts.stream().map(Part::facts).toList(), byPython(message));
      Part picture = parts.get(2);
      assertTrue(
          parts.get(1).text().contains("src=\"cid:" + picture.contentId() + "\""),
          parts.get(1).text());
      assertTrue(parts.get(1).text().contains("alt=\"Een ronde kaas\""));
      assertTrue(parts.get(0).text().contains("Een ronde kaas"), "the text part says it in words");
      assertEquals(sha256(drawn.bytes()), picture.sha256());
      assertEquals(sha256(pdf), parts.get(3).sha256());
      assertEquals("Prijslijst één €.pdf", parts.get(3).name());
      for (String line : new String(message, StandardCharsets.ISO_8859_1).split("\r\n")) {
        assertTrue(line.length() <= 400, "requirement L3: " + line);
      }
    }
  }

  @Test
  void aPictureAtAnAddressTellsNothingOfWhoLooks() throws Exception {
    try (SmtpSink sink = SmtpSink.friendly()) {
      ComposingFixture desk = new ComposingFixture(sink.configuration());
      desk.house.readers(2);
      PictureFile.Drawn drawn =
          PictureFile.read(EnclosedFilesTest.image("jpeg", 30, 20)).fold(one -> one, fault -> null);
      String name = desk.gallery.add(OURS, "foto.jpg", drawn, ANNA).orElseThrow();
      MailingId id = desk.draft("![Een foto](" + name + ")");
      desk.launch.start(OURS, id);
      desk.house.run(desk.house.worker(sink));
      String address = "https://voorkeur.example" + desk.gallery.list(OURS).get(0).path();
      for (SmtpSink.Taken taken : sink.taken()) {
        List<Part> parts = mime4j(taken.content());
        assertEquals(2, parts.size());
        assertTrue(parts.get(1).text().contains("src=\"" + address + "\""), parts.get(1).text());
      }
      assertTrue(desk.gallery.bytes(drawn.hash(), "image/jpeg").isPresent());
      assertFalse(desk.gallery.drop(OURS, desk.gallery.list(OURS).get(0).id()), "a mail shows it");
    }
  }

  @Test
  void aTestIsMarkedGoesToColleaguesAndCountsNowhere() throws Exception {
    try (SmtpSink sink = SmtpSink.friendly()) {
      ComposingFixture desk = new ComposingFixture(sink.configuration());
      desk.house.reader();
      MailingId id = desk.draft("Dag {{first_name|lezer}}");
      assertEquals(0, desk.drafts.tryOut(OURS, id, Language.NL, ANNA), "nobody gets tests yet");
      desk.launch.decide(
          OURS,
          new MailingPolicy(
              false,
              false,
              MailingPolicy.USUAL.zone(),
              List.of(EmailAddress.of("anna@example.org"), EmailAddress.of("ben@example.org"))));
      assertEquals(2, desk.drafts.tryOut(OURS, id, Language.NL, ANNA));
      desk.tests().sendWaiting();
      assertEquals(
          List.of("anna@example.org", "ben@example.org"),
          sink.taken().stream().map(SmtpSink.Taken::to).toList());
      MimeMessage mail = read(sink.taken().get(0));
      assertEquals("[Test] Onderwerp", mail.getSubject());
      assertEquals(null, mail.getHeader("List-Unsubscribe", null), "there is nobody to stop");
      assertTrue(mime4j(sink.taken().get(0).content()).get(0).text().contains("Dag lezer"));
      assertEquals(Map.of(), desk.house.states(id));
      assertEquals(MailingState.DRAFT, desk.house.state(id));
      assertEquals(
          List.of(TestMail.State.SENT, TestMail.State.SENT),
          desk.drafts.tried(OURS, id, 10).stream().map(TestMail::state).toList());
      assertTrue(desk.drafts.tried(ComposingFixture.OTHERS, id, 10).isEmpty());
    }
  }

  private static byte[] taken(SmtpSink sink, String address) {
    return sink.taken().stream()
        .filter(one -> one.to().equals(address))
        .findFirst()
        .orElseThrow()
        .content();
  }

  private static MimeMessage read(SmtpSink.Taken taken) {
    try {
      return new MimeMessage(
          Session.getInstance(new Properties()), new ByteArrayInputStream(taken.content()));
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A leaf of a message. */
  private record Part(String type, String name, String contentId, String sha256, String text) {
    String facts() {
      return type + "|" + name + "|" + contentId + "|" + sha256;
    }
  }

  private static List<Part> mime4j(byte[] message) throws Exception {
    DefaultMessageBuilder builder = new DefaultMessageBuilder();
    Message read = builder.parseMessage(new ByteArrayInputStream(message));
    List<Part> parts = new ArrayList<>();
    walk(read, parts);
    return parts;
  }

  private static void walk(Entity entity, List<Part> parts) throws Exception {
    if (entity.getBody() instanceof Multipart several) {
      for (Entity part : several.getBodyParts()) {
        walk(part, parts);
      }
      return;
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    ((SingleBody) entity.getBody()).writeTo(content);
    var id = entity.getHeader().getField("Content-ID");
    byte[] bytes =
        entity.getMimeType().startsWith("text/")
            ? content
                .toString(StandardCharsets.UTF_8)
                .replace("\r\n", "\n")
                .getBytes(StandardCharsets.UTF_8)
            : content.toByteArray();
    parts.add(
        new Part(
            entity.getMimeType(),
            entity.getFilename() == null ? "" : entity.getFilename(),
            id == null ? "" : id.getBody().strip().replaceAll("[<>]", ""),
            sha256(bytes),
            content.toString(StandardCharsets.UTF_8)));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static List<String> byPython(byte[] message) throws Exception {
    Path python = Path.of("/usr/bin/python3");
    Assumptions.assumeTrue(
        Files.isExecutable(python), "needs a second parser: apt-get install python3");
    Path input = Files.createTempFile("message", ".eml");
    Files.write(input, message);
    String script =
        """
        import email, email.policy, hashlib, sys
        m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
        for p in m.walk():
            if not p.is_multipart():
                print('|'.join([p.get_content_type(), p.get_filename() or '', (p['Content-ID'] or '').strip('<>'),
                        hashlib.sha256(b'\\n'.join(p.get_payload(decode=True).split(b'\\r\\n')) if p.get_content_maintype() == 'text' else p.get_payload(decode=True)).hexdigest()]))
        """;
    Process process =
        new ProcessBuilder(python.toString(), "-X", "utf8", "-c", script, input.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream out = process.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } finally {
      Files.delete(input);
    }
  }
}
