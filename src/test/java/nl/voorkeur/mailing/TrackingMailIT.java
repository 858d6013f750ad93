package nl.voorkeur.mailing;

import static nl.voorkeur.mailing.DispatchFixture.AT_ONCE;
import static nl.voorkeur.mailing.DispatchFixture.BESTELLINGEN;
import static nl.voorkeur.mailing.DispatchFixture.IMAILO;
import static nl.voorkeur.mailing.DispatchFixture.WEEKBLIK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.kernel.LegalBasis;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.LedgerKind;
import nl.voorkeur.permission.PermissionLedger;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.mail.SmtpSink;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.platform.token.LinkPurpose;
import nl.voorkeur.platform.token.LinkTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The portal learns what people open and click only where both sides agreed (promise 8). */
class TrackingMailIT {

  private static final String ONE = "https://imailo.example/een?a=1&b=2";
  private static final String TWO = "https://imailo.example/twee";
  private static final Pattern COUNTED =
      Pattern.compile("https://voorkeur\\.example/k/([A-Za-z0-9_-]+)/(\\d+)");

  private DispatchFixture house;
  private PermissionLedger ledger;

  @BeforeEach
  void open() {
    house = new DispatchFixture();
    ledger = new PermissionLedger(house.sql, null);
  }

  private record Mail(String plain, String html) {}

  private void controllerWants(boolean wanted) {
    house.execute(
        "INSERT INTO mailing_policy (controller_id, tracking) VALUES (1, "
            + wanted
            + ") ON CONFLICT (controller_id) DO UPDATE SET tracking = excluded.tracking");
  }

  private void says(RecipientId person, LedgerKind kind, Route route) {
    ledger.record(person, Optional.empty(), kind, Provenance.byRecipient(route));
  }

  private MailingId mailing(TopicId topic) {
    MailingId id =
        house.mailing(
            topic, "Onderwerp", "[Een](" + ONE + ") en [twee](" + TWO + "), mail@imailo.example");
    house.start(id, topic);
    return id;
  }

  private Mail sent(SmtpSink sink, String to) throws Exception {
    SmtpSink.Taken last =
        sink.taken().stream().filter(one -> one.to().equals(to)).reduce((a, b) -> b).orElseThrow();
    MimeMessage message =
        new MimeMessage(
            Session.getInstance(new Properties()), new ByteArrayInputStream(last.content()));
    MimeMultipart parts = (MimeMultipart) message.getContent();
    return new Mail(text(parts.getBodyPart(0)), text(parts.getBodyPart(1)));
  }

  private static String text(BodyPart part) throws Exception {
    return (String) part.getContent();
  }

  private static void assertBare(Mail mail) {
    assertFalse(mail.html().contains("/k/"), mail.html());
    assertFalse(mail.html().contains("<img"), mail.html());
    assertTrue(mail.html().contains(TWO), mail.html());
    assertTrue(mail.plain().contains("Wij zien niet of u deze mail opent"), mail.plain());
  }

  private MailingResponses responses(Configuration configuration) {
    return new MailingResponses(house.sql, configuration);
  }

  /** The numbers of the counted links, in their order. */
  private static List<Long> numbers(Mail mail) {
    return COUNTED.matcher(mail.html()).results().map(one -> Long.valueOf(one.group(2))).toList();
  }

  @Test
  void linksAreBareUnlessBothAgree() throws Exception {
    RecipientId willing = house.reader("willing@example.org");
    house.reader("other@example.org");
    try (SmtpSink sink = SmtpSink.friendly()) {
      says(willing, LedgerKind.TRACKING_ALLOWED, Route.FRESH_LINK);
      mailing(WEEKBLIK);
      house.run(house.worker(sink));
      assertBare(sent(sink, "willing@example.org"));
      controllerWants(true);
      mailing(WEEKBLIK);
      house.run(house.worker(sink));
      assertBare(sent(sink, "other@example.org"));
      Mail counted = sent(sink, "willing@example.org");
      assertEquals(2, numbers(counted).size(), counted.html());
      assertFalse(counted.html().contains("imailo.example/"), counted.html());
      assertTrue(counted.html().contains("<img src=\"https://voorkeur.example/o/"), counted.html());
      assertTrue(counted.html().contains("href=\"https://voorkeur.example/u/"), "to stop is bare");
      assertTrue(counted.plain().contains(TWO), "somebody reads these");
      assertTrue(counted.plain().contains("U vond het goed"), counted.plain());
      controllerWants(false);
      mailing(WEEKBLIK);
      house.run(house.worker(sink));
      assertBare(sent(sink, "willing@example.org"));
    }
  }

  /** By an ordinary link somebody else may have said it, as mail gets forwarded. */
  @Test
  void onlyThePersonAgrees() {
    RecipientId person = house.reader();
    says(person, LedgerKind.TRACKING_ALLOWED, Route.PREFERENCES);
    assertEquals("false", house.text("SELECT tracking::text FROM standing"));
    says(person, LedgerKind.TRACKING_ALLOWED, Route.FRESH_LINK);
    assertEquals("true", house.text("SELECT tracking::text FROM standing"));
    house.optOut.object(person, Provenance.byRecipient(Route.PREFERENCES));
    assertEquals("false", house.text("SELECT tracking::text FROM standing"));
    assertEquals(
        "0", house.text("SELECT count(*)::text FROM state_difference(0, 9223372036854775807)"));
  }

  @Test
  void serviceMailIsNeverCounted() throws Exception {
    RecipientId customer = house.somebody("klant@example.org");
    house.say(customer, BESTELLINGEN, LedgerKind.CONTRACT);
    says(customer, LedgerKind.TRACKING_ALLOWED, Route.FRESH_LINK);
    controllerWants(true);
    mailing(BESTELLINGEN);
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink));
      assertBare(sent(sink, "klant@example.org"));
    }
  }

  @Test
  void whatIsSeenEndsWithTheConsentAlsoOfMailsSentBefore() throws Exception {
    RecipientId reader = house.reader("willing@example.org");
    says(reader, LedgerKind.TRACKING_ALLOWED, Route.FRESH_LINK);
    controllerWants(true);
    MailingId id = mailing(WEEKBLIK);
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink, sink.configuration(), AT_ONCE));
      Mail mail = sent(sink, "willing@example.org");
      Matcher link = COUNTED.matcher(mail.html());
      assertTrue(link.find());
      Link says =
          new LinkTokens(sink.configuration(), house.clock)
              .read(link.group(1), LinkPurpose.RESPONSE)
              .orElseThrow();
      assertEquals(List.of(reader.value(), id.value()), List.of(says.subject(), says.mailing()));
      MailingResponses seen = responses(sink.configuration());
      List<Long> numbers = numbers(mail);
      assertEquals(Optional.of(ONE), seen.target(id, numbers.get(0)));
      assertEquals(Optional.of(TWO), seen.target(id, numbers.get(1)));
      house.execute("UPDATE delivery SET settled_at = settled_at - interval '1 hour'");
      seen.opened(id, reader);
      seen.clicked(id, reader, numbers.get(0));
      seen.clicked(id, reader, numbers.get(0));
      Responses counted = seen.of(IMAILO, id);
      assertEquals(1, counted.agreed());
      assertEquals(new Responses.Count(1, 1), counted.opened());
      assertEquals(new Responses.Count(1, 2), counted.clicked());
      assertEquals(
          List.of(
              new Responses.Link(ONE, new Responses.Count(1, 2)),
              new Responses.Link(TWO, Responses.Count.NONE)),
          counted.links());
      assertTrue(
          new DeliveryData(house.sql)
              .about(reader).stream().anyMatch(fact -> ONE.equals(fact.facts().get("link"))),
          "the person sees it");
      house.optOut.refuseTracking(reader, Provenance.byRecipient(Route.PREFERENCES));
      assertEquals("0", house.text("SELECT count(*)::text FROM mailing_response"));
      seen.opened(id, reader);
      seen.clicked(id, reader, numbers.get(1));
      Responses after = seen.of(IMAILO, id);
      assertEquals(
          List.of(counted.opened(), counted.clicked(), counted.links()),
          List.of(after.opened(), after.clicked(), after.links()),
          "numbers stay, and nothing is added");
      assertEquals("0", house.text("SELECT count(*)::text FROM mailing_response"));
      assertEquals(Optional.of(TWO), seen.target(id, numbers.get(1)), "the link leads on");
    }
  }

  @Test
  void scannersCountNowhere() throws Exception {
    RecipientId reader = house.reader("willing@example.org");
    says(reader, LedgerKind.TRACKING_ALLOWED, Route.FRESH_LINK);
    controllerWants(true);
    MailingId id = mailing(WEEKBLIK);
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink));
      List<Long> numbers = numbers(sent(sink, "willing@example.org"));
      MailingResponses seen = responses(sink.configuration());
      seen.opened(id, reader);
      assertEquals(Responses.Count.NONE, seen.of(IMAILO, id).opened(), "nobody reads that fast");
      house.execute("UPDATE delivery SET settled_at = clock_timestamp() - interval '30 seconds'");
      seen.clicked(id, reader, numbers.get(0));
      assertEquals(new Responses.Count(1, 1), seen.of(IMAILO, id).clicked());
      seen.clicked(id, reader, numbers.get(1));
      assertEquals(Responses.Count.NONE, seen.of(IMAILO, id).clicked(), "follows all at once");
      house.execute("UPDATE delivery SET settled_at = clock_timestamp() - interval '1 hour'");
      seen.clicked(id, reader, numbers.get(1));
      assertEquals(new Responses.Count(1, 1), seen.of(IMAILO, id).clicked(), "the person, later");
    }
  }

  /** Never an open redirect, and nobody's for long. */
  @Test
  void aLinkIsOfItsMailingAndNamesGoAfterAWhile() throws Exception {
    RecipientId reader = house.reader("willing@example.org");
    says(reader, LedgerKind.TRACKING_ALLOWED, Route.FRESH_LINK);
    controllerWants(true);
    MailingId id = mailing(WEEKBLIK);
    MailingId other = mailing(WEEKBLIK);
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink));
      MailingResponses seen = responses(sink.configuration());
      long number =
          Long.parseLong(
              house.text("SELECT min(id)::text FROM mailing_link WHERE mailing_id = " + id));
      assertTrue(seen.target(id, number).isPresent());
      assertTrue(seen.target(other, number).isEmpty());
      assertEquals(
          new Responses(0, Responses.Count.NONE, Responses.Count.NONE, List.of()),
          seen.of(new nl.voorkeur.kernel.ControllerId(2), id),
          "promise 7");
      house.execute("UPDATE delivery SET settled_at = settled_at - interval '1 day'");
      seen.clicked(id, reader, number);
      house.execute("UPDATE mailing SET finished_at = now() - interval '91 days'");
      new ResponseStore(house.sql).fold(90);
      assertEquals("0", house.text("SELECT count(*)::text FROM mailing_response"));
      assertEquals(new Responses.Count(1, 1), seen.of(IMAILO, id).clicked());
      house.execute("UPDATE delivery SET settled_at = settled_at - interval '91 days'");
      seen.clicked(id, reader, number);
      assertEquals("0", house.text("SELECT count(*)::text FROM mailing_response"));
    }
  }

  @Test
  void thePreviewShowsBareLinksAndSaysSo() {
    controllerWants(true);
    MailingId id = house.mailing(WEEKBLIK, "Onderwerp", "[Een](" + ONE + ")");
    Job job = house.mailings.job(id).orElseThrow();
    Configuration configuration = SmtpSink.friendly().configuration();
    nl.voorkeur.platform.token.LinkUrls urls =
        new nl.voorkeur.platform.token.LinkUrls(
            configuration, new LinkTokens(configuration, house.clock));
    Linter linter = new Linter(house.progress, new Composer(LetterWriter.usual(), urls), urls);
    assertTrue(
        linter.findings(job, java.util.Set.of()).stream()
            .anyMatch(one -> one.kind() == Finding.Kind.TRACKED && !one.stops()));
    Preview preview = linter.preview(job, job.fallback(), java.util.Map.of(), LegalBasis.CONSENT);
    assertFalse(preview.html().contains("/k/"), preview.html());
  }
}
