package nl.voorkeur.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import nl.voorkeur.feedback.Feedback.Kind;
import nl.voorkeur.feedback.Feedback.Outcome;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.mailing.DeliveryReports;
import nl.voorkeur.permission.OptOut;
import nl.voorkeur.permission.PermissionLedger;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.PooledDatabase;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.platform.token.LinkTokens;
import nl.voorkeur.platform.token.LinkUrls;
import nl.voorkeur.platform.token.ReturnPaths;
import nl.voorkeur.recipient.AddressKeys;
import nl.voorkeur.recipient.Recipients;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports that come after the 250: proven, once, and in any order (requirements B2 to C3). */
class FeedbackPgIT {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final String BY = "token:1";
  private static final Configuration SETTINGS =
      Configuration.read(
          property ->
              Map.of(
                      "voorkeur.token.keys",
                          "t1:" + java.util.Base64.getEncoder().encodeToString(new byte[32]),
                      "voorkeur.bounce.domain", "bounce.example",
                      "voorkeur.base.url", "https://voorkeur.example")
                  .get(property));

  private final Clock clock = Clock.systemUTC();
  private final ReturnPaths paths = new ReturnPaths(SETTINGS);
  private final LinkTokens tokens = new LinkTokens(SETTINGS, clock);
  private final LinkUrls urls = new LinkUrls(SETTINGS, tokens);
  private Sql sql;
  private Recipients recipients;
  private FeedbackIntake intake;
  private DeliveryReports deliveries;

  @BeforeEach
  void open() {
    sql = new Sql(PooledDatabase.over(TestDatabase.freshPlace().open()));
    recipients = new Recipients(sql, new AddressKeys(List.of(new NamedKey("test", new byte[32]))));
    deliveries = new DeliveryReports(sql);
    intake =
        new FeedbackIntake(
            sql,
            deliveries,
            new OptOut(sql),
            new PermissionLedger(sql, null),
            paths,
            tokens,
            clock);
  }

  private void execute(String statement) {
    sql.with(handle -> handle.execute(statement));
  }

  private String text(String question) {
    return sql.with(handle -> handle.createQuery(question).mapTo(String.class).one());
  }

  private RecipientId reader(String name) {
    RecipientId id =
        recipients.obtain(IMAILO, EmailAddress.of(name + "@example.org"), Optional.empty(), "test");
    confirms(id, 11);
    return id;
  }

  private void confirms(RecipientId id, int topic) {
    execute(
        "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor) VALUES ("
            + id
            + ", "
            + topic
            + ", 'CONSENT_GIVEN', 'CONFIRMATION', 'recipient')");
  }

  /** A mailing that reached everybody. */
  private MailingId sent() {
    long id =
        Long.parseLong(
            text(
                "INSERT INTO mailing (controller_id, topic_id, language, subject, body, created_by, authors)"
                    + " VALUES (1, 11, 'NL', 'Onderwerp', 'Dag', 'staff:1', '{staff:1}') RETURNING id::text"));
    execute(
        "UPDATE mailing SET state = 'SENDING', started_at = clock_timestamp() WHERE id = " + id);
    execute(
        "INSERT INTO delivery (mailing_id, recipient_id, state, basis, settled_at)"
            + " SELECT "
            + id
            + ", id, 'SENT', 'CONSENT', clock_timestamp() FROM recipient WHERE controller_id = 1");
    return new MailingId(id);
  }

  private String answer(RecipientId id) {
    return text(
        "SELECT coalesce(reason::text, 'PERMITTED') FROM permission_decision(11, now()) WHERE recipient_id = "
            + id);
  }

  private Feedback by(String event, Kind kind, Optional<Instant> at, MailingId m, RecipientId r) {
    return new Feedback(
        event,
        kind,
        at,
        Optional.empty(),
        new Reference(
            List.of(paths.of(m, r).orElseThrow()), List.of(), Optional.empty(), Optional.empty()));
  }

  private static byte[] mail(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private byte[] bounce(String to, String action, String status, String returned) {
    return mail(
        "From: MAILER-DAEMON@mx.example\nTo: "
            + to
            + "\nSubject: Undelivered\nMIME-Version: 1.0\n"
            + "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b1\"\n\n"
            + "--b1\nContent-Type: text/plain\n\nSorry.\n\n"
            + "--b1\nContent-Type: message/delivery-status\n\n"
            + "Reporting-MTA: dns; mx.example\n\n"
            + "Final-Recipient: rfc822; somebody@else.example\nAction: "
            + action
            + "\nStatus: "
            + status
            + "\nDiagnostic-Code: smtp; 550 no such user\n\n"
            + "--b1\nContent-Type: text/rfc822-headers\n\n"
            + returned
            + "Subject: Onderwerp\n\n--b1--\n");
  }

  private byte[] complaint(String type, String returned) {
    return mail(
        "From: fbl@provider.example\nTo: fbl@imailo.example\nSubject: FBL\nMIME-Version: 1.0\n"
            + "Content-Type: multipart/report; report-type=feedback-report; boundary=\"b1\"\n\n"
            + "--b1\nContent-Type: text/plain\n\nThis is a report.\n\n"
            + "--b1\nContent-Type: message/feedback-report\n\n"
            + "Feedback-Type: "
            + type
            + "\nUser-Agent: SomeGenerator/1.0\nVersion: 1\nOriginal-Rcpt-To: redacted\n\n"
            + "--b1\nContent-Type: message/rfc822\n\n"
            + returned
            + "Subject: Onderwerp\n\nHello\n--b1--\n");
  }

  @Test
  void aMailThatCameBackForGoodStopsMailToThatMailbox() {
    RecipientId gone = reader("gone");
    RecipientId full = reader("full");
    MailingId id = sent();
    String to = paths.of(id, gone).orElseThrow().value();
    assertEquals(
        List.of(Outcome.APPLIED), intake.takeMail(IMAILO, bounce(to, "failed", "5.1.1", ""), BY));
    assertEquals("SUPPRESSED_BOUNCE", answer(gone));
    assertEquals(
        List.of(Outcome.KNOWN), intake.takeMail(IMAILO, bounce(to, "failed", "5.1.1", ""), BY));
    String other = paths.of(id, full).orElseThrow().value();
    assertEquals(List.of(), intake.takeMail(IMAILO, bounce(other, "delayed", "4.2.2", ""), BY));
    assertEquals(
        List.of(Outcome.COUNTED),
        intake.takeMail(IMAILO, bounce(other, "failed", "5.7.1", ""), BY));
    assertEquals("PERMITTED", answer(full), "5.7 is about us (requirement B5)");
    assertEquals("2", text("SELECT count(*)::text FROM delivery_report WHERE kind = 'BOUNCE'"));
    assertEquals(1, new FeedbackData(sql).about(gone).size(), "the person sees it");
  }

  /** The portal's own mail. */
  private long told(RecipientId id, String kind) {
    return Long.parseLong(
        text(
            "INSERT INTO system_mail (kind, controller_id, recipient_id, language, subject_id, state, settled_at)"
                + " VALUES ('"
                + kind
                + "', 1, "
                + id
                + ", 'NL', 1, 'SENT', clock_timestamp()) RETURNING id::text"));
  }

  @Test
  void thePortalsOwnMailThatCameBackForGoodStopsMailToThatMailbox() {
    RecipientId gone = reader("gone");
    RecipientId full = reader("full");
    RecipientId moving = reader("moving");
    String confirmation =
        paths.ofSystemMail(told(gone, "CONFIRMATION"), gone).orElseThrow().value();
    byte[] back = bounce(confirmation, "failed", "5.1.1", "");
    assertEquals(
        List.of(Outcome.UNKNOWN), intake.takeMail(new ControllerId(2), back, BY), "promise 7");
    assertEquals(List.of(Outcome.APPLIED), intake.takeMail(IMAILO, back, BY));
    assertEquals("SUPPRESSED_BOUNCE", answer(gone));
    assertEquals(List.of(Outcome.KNOWN), intake.takeMail(IMAILO, back, BY));
    assertEquals(
        "1",
        text("SELECT count(*)::text FROM ledger WHERE kind = 'BOUNCE' AND recipient_id = " + gone));
    assertEquals(
        List.of("CONFIRMATION"),
        new FeedbackData(sql).about(gone).stream().map(one -> one.facts().get("mail")).toList(),
        "the person sees it, and of which mail");

    String link = paths.ofSystemMail(told(full, "LINK"), full).orElseThrow().value();
    assertEquals(
        List.of(Outcome.COUNTED), intake.takeMail(IMAILO, bounce(link, "failed", "5.2.2", ""), BY));
    assertEquals("PERMITTED", answer(full), "full for now");
    // the new mailbox does not exist; the one that mail goes to does
    String move = paths.ofSystemMail(told(moving, "MOVE"), moving).orElseThrow().value();
    assertEquals(
        List.of(Outcome.COUNTED), intake.takeMail(IMAILO, bounce(move, "failed", "5.1.1", ""), BY));
    assertEquals("PERMITTED", answer(moving));
    // a path of one kind is none of the other, and nobody else's
    long mail = told(moving, "LINK");
    String swapped = paths.ofSystemMail(mail, full).orElseThrow().value();
    assertEquals(
        List.of(Outcome.UNKNOWN),
        intake.takeMail(IMAILO, bounce(swapped, "failed", "5.1.1", ""), BY));
    assertEquals(
        List.of(Outcome.APPLIED),
        intake.takeMail(
            IMAILO,
            complaint(
                "abuse",
                "Return-Path: <" + paths.ofSystemMail(mail, moving).orElseThrow().value() + ">\n"),
            BY));
    assertEquals("SUPPRESSED_COMPLAINT", answer(moving));
  }

  /**
   * Where the return path was lost on the way; only a genuine Message-ID of the sender's counts.
   */
  @Test
  void thePortalsOwnMailIsKnownByItsMessageId() throws Exception {
    RecipientId gone = reader("gone");
    long mail = told(gone, "CONFIRMATION");
    String seed = text("SELECT seed::text FROM system_mail WHERE id = " + mail);
    byte[] digest =
        java.security.MessageDigest.getInstance("SHA-256")
            .digest((seed + ":" + mail + ":0").getBytes(StandardCharsets.US_ASCII));
    String secret = java.util.HexFormat.of().formatHex(digest, 0, 10);
    String to = "bounces@imailo.example";
    String end = "." + secret + "@imailo.example>\n";
    for (String forged :
        List.of(
            "<s" + mail + ".0.00112233445566778899@imailo.example>\n",
            "<s" + mail + "." + gone + end,
            "<m" + mail + ".0" + end,
            "<s" + (mail + 1) + ".0" + end)) {
      assertEquals(
          List.of(Outcome.UNKNOWN),
          intake.takeMail(IMAILO, bounce(to, "failed", "5.1.1", "Message-ID: " + forged), BY),
          forged);
    }
    byte[] genuine = bounce(to, "failed", "5.1.1", "Message-ID: <s" + mail + ".0" + end);
    assertEquals(
        List.of(Outcome.UNKNOWN), intake.takeMail(new ControllerId(2), genuine, BY), "promise 7");
    assertEquals(List.of(Outcome.APPLIED), intake.takeMail(IMAILO, genuine, BY));
    assertEquals("SUPPRESSED_BOUNCE", answer(gone));
  }

  @Test
  void aForgedReportChangesNothing() {
    RecipientId reader = reader("reader");
    MailingId id = sent();
    String genuine = paths.of(id, reader).orElseThrow().value();
    char last = genuine.charAt(genuine.indexOf('@') - 1);
    String forged = genuine.replace(last + "@", (last == 'a' ? 'b' : 'a') + "@");
    assertEquals(
        List.of(Outcome.UNKNOWN),
        intake.takeMail(IMAILO, bounce(forged, "failed", "5.1.1", ""), BY));
    String id2 = "Message-ID: <m" + id + "." + reader + ".00112233445566778899@imailo.example>\n";
    assertEquals(List.of(Outcome.UNKNOWN), intake.takeMail(IMAILO, complaint("abuse", id2), BY));
    assertEquals(
        Outcome.UNKNOWN,
        intake.take(
            new ControllerId(2), by("e", Kind.HARD_BOUNCE, Optional.empty(), id, reader), BY),
        "promise 7");
    assertEquals(
        List.of(), intake.takeMail(IMAILO, mail("Subject: I am away\n\nUntil May.\n"), BY));
    assertEquals(List.of(), intake.takeMail(IMAILO, new byte[] {1, 2, 3}, BY));
    assertEquals("PERMITTED", answer(reader));
  }

  @Test
  void aComplaintEndsAllMarketingAtOnce() {
    RecipientId reader = reader("reader");
    RecipientId other = reader("other");
    MailingId id = sent();
    String link =
        "List-Unsubscribe: <"
            + urls.unsubscribe(reader, new TopicId(11), Optional.of(id))
            + ">\nTo: redacted\n";
    assertEquals(List.of(), intake.takeMail(IMAILO, complaint("not-spam", link), BY));
    assertEquals(List.of(), intake.takeMail(IMAILO, complaint("auth-failure", link), BY));
    assertEquals("PERMITTED", answer(reader));
    assertEquals(List.of(Outcome.APPLIED), intake.takeMail(IMAILO, complaint("abuse", link), BY));
    assertEquals("SUPPRESSED_COMPLAINT", answer(reader));
    assertEquals("1", text("SELECT count(*)::text FROM delivery_report WHERE kind = 'COMPLAINT'"));
    assertEquals(
        Outcome.APPLIED,
        intake.take(
            IMAILO,
            new Feedback(
                "named",
                Kind.COMPLAINT,
                Optional.empty(),
                Optional.empty(),
                new Reference(
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.of(new Reference.Named(id, EmailAddress.of("OTHER@example.org"))))),
            BY));
    assertEquals("SUPPRESSED_COMPLAINT", answer(other));
  }

  @Test
  void aMailboxThatStaysFullIsAsGoodAsGone() {
    RecipientId reader = reader("reader");
    for (int i = 1; i <= 5; i++) {
      assertEquals("PERMITTED", answer(reader), "before " + i);
      MailingId id = sent();
      intake.take(IMAILO, by("a" + i, Kind.SOFT_BOUNCE, Optional.empty(), id, reader), BY);
      intake.take(IMAILO, by("b" + i, Kind.SOFT_BOUNCE, Optional.empty(), id, reader), BY);
    }
    assertEquals("SUPPRESSED_BOUNCE", answer(reader));
  }

  /** A complaint or bounce that comes late does not undo what was decided after it. */
  @Test
  void olderReportsDoNotUndoWhatCameAfter() {
    RecipientId reader = reader("reader");
    MailingId id = sent();
    Instant then = clock.instant();
    execute("SELECT pg_sleep(0.01)");
    confirmsAnew(reader);
    assertEquals(
        Outcome.COUNTED,
        intake.take(IMAILO, by("late", Kind.COMPLAINT, Optional.of(then), id, reader), BY));
    assertEquals("PERMITTED", answer(reader));
    assertEquals(
        Outcome.APPLIED,
        intake.take(IMAILO, by("new", Kind.COMPLAINT, Optional.empty(), id, reader), BY));
    assertEquals("SUPPRESSED_COMPLAINT", answer(reader));
  }

  private void confirmsAnew(RecipientId reader) {
    execute(
        "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor) VALUES ("
            + reader
            + ", 11, 'CONSENT_RENEWED', 'CONFIRMATION', 'recipient')");
  }

  /** Replays and reordering converge. */
  @Test
  void anyOrderAndAnyNumberOfTimesEndsAlike() {
    Random random = new Random(20261122);
    List<Integer> kinds = new ArrayList<>(List.of(0, 1, 2, 3, 0, 1, 2, 3));
    List<String> ends = new ArrayList<>();
    for (int run = 0; run < 12; run++) {
      RecipientId reader = reader("reader" + run);
      List<MailingId> mailings = List.of(sent(), sent());
      Instant at = clock.instant();
      Collections.shuffle(kinds, random);
      for (int i : kinds) {
        String event = run + " " + i;
        intake.take(
            IMAILO, by(event, Kind.values()[i], Optional.of(at), mailings.get(i % 2), reader), BY);
      }
      ends.add(
          text(
              "SELECT (s.bounced, s.complained, s.marketing_out, (SELECT array_agg(kind ORDER BY kind::text) FROM ledger WHERE recipient_id = s.recipient_id),"
                  + " (SELECT count(*) FROM feedback_event f WHERE f.recipient_id = s.recipient_id))::text FROM standing s WHERE s.recipient_id = "
                  + reader));
    }
    assertEquals(1, ends.stream().distinct().count(), ends::toString);
    assertTrue(ends.get(0).startsWith("(t,t,WITHDRAWN,"), ends.get(0));
  }
}
