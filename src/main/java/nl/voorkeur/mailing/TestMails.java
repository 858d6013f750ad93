package nl.voorkeur.mailing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.platform.mail.DkimSigner;
import nl.voorkeur.platform.mail.MailConnection;
import nl.voorkeur.platform.mail.MailServer;
import nl.voorkeur.platform.mail.Outgoing;
import nl.voorkeur.platform.mail.SendResult;
import nl.voorkeur.platform.mail.SendResult.Outcome;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.text.Texts;
import nl.voorkeur.platform.token.LinkUrls;
import nl.voorkeur.platform.token.Seal;

/**
 * Sends messages that try a mailing out: written, signed and sent as a mailing's own are, but
 * marked, with links that are nobody's, and counted nowhere. Each is tried once.
 */
@ApplicationScoped
public class TestMails {

  private TestMailStore store;
  private MailingStore mailings;
  private Composer composer;
  private MessageWriter writer;
  private MailServer server;
  private LinkUrls urls;

  /** For the container. */
  protected TestMails() {}

  @Inject
  public TestMails(
      Sql sql, LinkUrls urls, DkimSigner dkim, Seal seal, MailServer server, Clock clock) {
    this.store = new TestMailStore(sql);
    this.mailings = new MailingStore(sql);
    this.composer = new Composer(LetterWriter.usual(), urls);
    this.writer = new MessageWriter(dkim, new ControllerKeyStore(sql, seal), clock);
    this.server = server;
    this.urls = urls;
  }

  /** Sends all that wait. */
  public void sendWaiting() {
    Optional<TestMailStore.Taken> next = store.take();
    if (next.isEmpty()) {
      return;
    }
    while (next.isPresent()) {
      send(next.get());
      next = store.take();
    }
  }

  private void send(TestMailStore.Taken mail) {
    Job job = mailings.job(mail.mailing()).orElseThrow();
    try (MailConnection connection = server.connection(server.route(job.matter().head().slug()))) {
      SendResult result = connection.send(write(job, mail), () -> true);
      store.end(
          mail.id(),
          result.is(Outcome.SENT) ? TestMail.State.SENT : TestMail.State.FAILED,
          result.status());
    }
  }

  private Outgoing write(Job job, TestMailStore.Taken mail) {
    var language = job.languageFor(Optional.of(mail.language()));
    Composer.Composed composed = composer.compose(job, language);
    Matter matter = job.edition(language).matter();
    Letter letter = marked(composed.letter(), Texts.of("Mail", language).get("test.mark"));
    Map<MergeField, String> values = new EnumMap<>(MergeField.class);
    values.put(MergeField.WHY, MailingMessages.why(job, language, Linter.usualBasis(matter)));
    values.put(MergeField.UNSUBSCRIBE_URL, urls.page("/s/" + matter.head().slug()));
    values.put(MergeField.PREFERENCES_URL, urls.page("/s/" + matter.head().slug()));
    String domain = matter.head().senderAddress().domain();
    return writer.write(
        writer.form(
            letter,
            matter.head(),
            MailingMessages.fields(job, language),
            false,
            composed.enclosures()),
        mail.address(),
        MessageIds.of("t", mail.id(), 0, mail.seed(), domain),
        values);
  }

  /** With the mark before its subject, so that nobody takes it for the real one. */
  private static Letter marked(Letter letter, String mark) {
    return new Letter(letter.subject().after(mark + " "), letter.html(), letter.text());
  }
}
