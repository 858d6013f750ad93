package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.mail.DkimSigner;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * A message put together from prepared bytes is the message that Jakarta Mail builds the long way,
 * in the eyes of Jakarta Mail and of two parsers that know nothing of it.
 */
class MessageFormPropertiesTest {

  private static final int CASES = 100;
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
  private static final String[] ODD = {
    "é",
    "ß",
    "€",
    "🚲",
    "漢字",
    "عربي",
    "=",
    "=3D",
    ".",
    "..",
    "From ",
    "F",
    " ",
    "  ",
    "\t",
    "<b>",
    "&",
    "\"",
    "--",
    "placeq0z",
    "placeq",
    "{",
    "}",
    "=?UTF-8?Q?x?=",
    "\u00a0",
    "\r\n",
    "\n",
    "\n.\n",
    "\nFrom x\n",
    " \n",
    "~".repeat(80)
  };

  /** What a parser makes of a message. */
  private record Reading(
      String subject,
      String senderName,
      String sender,
      String to,
      String messageId,
      String date,
      String listUnsubscribe,
      String textType,
      String text,
      String htmlType,
      String html,
      String defects) {}

  private record Case(byte[] spliced, byte[] built) {}

  @Test
  void splicedIsWhatIsBuiltTheLongWay() throws Exception {
    List<byte[]> spliced = new ArrayList<>();
    List<Reading> readings = new ArrayList<>();
    for (int seed = 0; seed < CASES; seed++) {
      Case one = made(new Random(seed));
      Reading expected = byJakarta(one.built());
      assertSame(expected, byJakarta(one.spliced()), "Jakarta Mail, seed " + seed);
      assertSame(expected, byMime4j(one.spliced()), "mime4j, seed " + seed);
      assertWellFormed(one.spliced(), seed);
      spliced.add(one.spliced());
      readings.add(expected);
    }
    List<Reading> python = byPython(spliced);
    for (int seed = 0; seed < CASES; seed++) {
      assertSame(readings.get(seed), python.get(seed), "Python, seed " + seed);
    }
  }

  private static void assertSame(Reading expected, Reading seen, String where) throws Exception {
    for (var part : Reading.class.getRecordComponents()) {
      assertEquals(
          part.getAccessor().invoke(expected),
          part.getAccessor().invoke(seen),
          where + ": " + part.getName());
    }
  }

  private static void assertWellFormed(byte[] message, int seed) {
    String text = new String(message, StandardCharsets.ISO_8859_1);
    String bare = text.replace("\r\n", "");
    assertTrue(bare.indexOf('\r') < 0 && bare.indexOf('\n') < 0, "requirement F2, seed " + seed);
    boolean inBody = false;
    for (String line : text.split("\r\n", -1)) {
      assertTrue(
          line.length() <= (inBody ? 78 : 400), "requirement L3, seed " + seed + ": " + line);
      assertTrue(!line.startsWith(".") && !line.startsWith("From "), "seed " + seed + ": " + line);
      inBody |= line.isEmpty();
    }
  }

  private static Case made(Random random) throws Exception {
    Slots slots = new Slots("x");
    Letter letter =
        new Letter(
            random.nextBoolean()
                ? Template.of(headerText(random, 4))
                : template(slots, random, 3, headerText(random, 6)),
            template(slots, random, 8, "<p>" + text(random, 30)),
            template(slots, random, 8, text(random, 30)));
    Letterhead head =
        new Letterhead(
            "imailo",
            "iMailo",
            "straat",
            headerText(random, 5),
            EmailAddress.of("nieuws@" + (random.nextBoolean() ? "imailo" : "bücher") + ".example"),
            Optional.empty());
    EmailAddress to =
        EmailAddress.of(
            (random.nextInt(4) == 0 ? "jörg.漢字" : "jan+" + random.nextInt(100))
                + "@müller.example");
    Map<MergeField, String> values = new EnumMap<>(MergeField.class);
    if (random.nextInt(3) > 0) {
      values.put(MergeField.FIRST_NAME, text(random, 3));
    }
    values.put(MergeField.WHY, text(random, 20));
    String url = "https://voorkeur.example/u/" + "aB3_-".repeat(random.nextInt(1, 40));
    values.put(MergeField.UNSUBSCRIBE_URL, url);
    values.put(MergeField.PREFERENCES_URL, url + "?a=b&c=d");
    boolean marketing = random.nextBoolean();
    String id = "m1." + random.nextInt(1000) + ".abc@imailo.example";
    MessageWriter writer = new MessageWriter(unsigned(), CLOCK);
    byte[] spliced =
        writer.write(writer.form(letter, head, Map.of(), marketing), to, id, values).content();
    return new Case(spliced, built(letter.fill(values), head, to, id, marketing ? url : ""));
  }

  private static Template template(Slots slots, Random random, int places, String start) {
    StringBuilder text = new StringBuilder(start);
    for (int i = random.nextInt(places + 1); i > 0; i--) {
      MergeField field = MergeField.values()[random.nextInt(MergeField.values().length)];
      text.append(
          slots.word(field, random.nextBoolean() ? "" : HeaderText.oneLine(text(random, 2))));
      text.append(text(random, 12));
    }
    return slots.cut(text.toString());
  }

  /**
   * Something, without what looks like an encoded-word, which the long way decodes when it is read.
   */
  private static String headerText(Random random, int most) {
    return HeaderText.oneLine("N" + text(random, most).replace("=?", ""));
  }

  private static String text(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(
          random.nextBoolean()
              ? ODD[random.nextInt(ODD.length)]
              : "woord ".repeat(random.nextInt(1, 15)).substring(random.nextInt(5)));
    }
    return text.toString();
  }

  /** As anyone would with Jakarta Mail. */
  private static byte[] built(
      Letter.Filled letter, Letterhead head, EmailAddress to, String id, String unsubscribe)
      throws Exception {
    MimeMessage message =
        new MimeMessage(session()) {
          @Override
          protected void updateMessageID() throws jakarta.mail.MessagingException {
            setHeader("Message-ID", "<" + id + ">");
          }
        };
    InternetAddress from = new InternetAddress();
    from.setAddress(head.senderAddress().value());
    from.setPersonal(HeaderText.oneLine(head.senderName()), "UTF-8");
    message.setFrom(from);
    message.setHeader("To", to.value());
    message.setSubject(HeaderText.oneLine(letter.subject()), "UTF-8");
    message.setSentDate(Date.from(CLOCK.instant()));
    if (!unsubscribe.isEmpty()) {
      message.setHeader("List-Unsubscribe", "<" + unsubscribe + ">");
    }
    MimeMultipart parts = new MimeMultipart("alternative");
    for (String[] part : new String[][] {{letter.text(), "plain"}, {letter.html(), "html"}}) {
      MimeBodyPart body = new MimeBodyPart();
      body.setText(part[0], "UTF-8", part[1]);
      body.setHeader("Content-Transfer-Encoding", "base64");
      parts.addBodyPart(body);
    }
    message.setContent(parts);
    message.saveChanges();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    message.writeTo(bytes);
    return bytes.toByteArray();
  }

  private static Reading byJakarta(byte[] bytes) throws Exception {
    MimeMessage message = new MimeMessage(session(), new ByteArrayInputStream(bytes));
    InternetAddress from = (InternetAddress) message.getFrom()[0];
    MimeMultipart parts = (MimeMultipart) message.getContent();
    return new Reading(
        message.getSubject(),
        from.getPersonal() == null ? "" : from.getPersonal(),
        from.getAddress(),
        message.getHeader("To", ","),
        message.getMessageID(),
        Long.toString(message.getSentDate().toInstant().getEpochSecond()),
        message.getHeader("List-Unsubscribe", ",") == null
            ? ""
            : message.getHeader("List-Unsubscribe", ","),
        type(parts.getBodyPart(0).getContentType()),
        lines((String) parts.getBodyPart(0).getContent()),
        type(parts.getBodyPart(1).getContentType()),
        lines((String) parts.getBodyPart(1).getContent()),
        "");
  }

  private static Reading byMime4j(byte[] bytes) throws Exception {
    DefaultMessageBuilder builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(MimeConfig.custom().setStrictParsing(true).build());
    Message message = builder.parseMessage(new ByteArrayInputStream(bytes));
    var from = message.getFrom().get(0);
    Multipart parts = (Multipart) message.getBody();
    var unsubscribe = message.getHeader().getField("List-Unsubscribe");
    return new Reading(
        message.getSubject(),
        from.getName() == null ? "" : from.getName(),
        from.getAddress(),
        ((org.apache.james.mime4j.dom.address.Mailbox) message.getTo().get(0)).getAddress(),
        message.getMessageId(),
        Long.toString(message.getDate().toInstant().getEpochSecond()),
        unsubscribe == null ? "" : unsubscribe.getBody(),
        type(parts.getBodyParts().get(0)),
        content(parts.getBodyParts().get(0)),
        type(parts.getBodyParts().get(1)),
        content(parts.getBodyParts().get(1)),
        "");
  }

  private static List<Reading> byPython(List<byte[]> messages) throws Exception {
    Path python = Path.of("/usr/bin/python3");
    Assumptions.assumeTrue(
        Files.isExecutable(python), "needs a second parser: apt-get install python3");
    Path script = Files.createTempFile("read_messages", ".py");
    Path input = Files.createTempFile("messages", ".b64");
    try (InputStream in = MessageFormPropertiesTest.class.getResourceAsStream("read_messages.py");
        OutputStream out = Files.newOutputStream(input)) {
      Files.write(script, in.readAllBytes());
      for (byte[] message : messages) {
        out.write(Base64.getEncoder().encode(message));
        out.write('\n');
      }
    }
    Process process =
        new ProcessBuilder(python.toString(), script.toString())
            .redirectInput(input.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    Files.delete(script);
    Files.delete(input);
    return output
        .lines()
        .map(
            line -> {
              String[] f = new String[12];
              String[] fields = line.split(",", -1);
              for (int i = 0; i < f.length; i++) {
                f[i] = new String(Base64.getDecoder().decode(fields[i]), StandardCharsets.UTF_8);
              }
              return new Reading(
                  f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[9], f[10], f[11]);
            })
        .toList();
  }

  private static String type(String contentType) {
    return contentType.replace(";", "").replace("charset=", "").toLowerCase(java.util.Locale.ROOT);
  }

  private static String type(Entity entity) {
    return entity.getMimeType() + " " + entity.getCharset().toLowerCase(java.util.Locale.ROOT);
  }

  private static String content(Entity entity) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = ((TextBody) entity.getBody()).getInputStream()) {
      in.transferTo(bytes);
    }
    return lines(bytes.toString(StandardCharsets.UTF_8));
  }

  private static String lines(String text) {
    return text.replace("\r\n", "\n");
  }

  private static Session session() {
    Properties properties = new Properties();
    properties.put("mail.mime.allowutf8", "true");
    return Session.getInstance(properties);
  }

  private static DkimSigner unsigned() {
    return new DkimSigner(
        Configuration.read(
            property -> property.equals("voorkeur.base.url") ? "https://v.example" : null),
        CLOCK);
  }
}
