package nl.voorkeur.mailing;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.TopicControllers;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.PermissionDecisions;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.mail.DkimSigner;
import nl.voorkeur.platform.mail.MailServer;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.token.LinkTokens;
import nl.voorkeur.platform.token.LinkUrls;
import nl.voorkeur.platform.token.Seal;
import nl.voorkeur.recipient.AddressKeys;

/** What staff use before a mailing leaves, on the real database of the sending tests. */
final class ComposingFixture {

  static final ControllerId OURS = DispatchFixture.IMAILO;
  static final ControllerId OTHERS = new ControllerId(2);
  static final String ANNA = "staff:1";
  static final String BEN = "staff:2";

  final DispatchFixture house = new DispatchFixture();
  final List<String> trail = new ArrayList<>();
  final Audit audit =
      (act, controller, subject, detail) -> {
        synchronized (trail) {
          trail.add(act);
        }
      };
  final Drafts drafts;
  final Launch launch;
  final Layouts layouts;
  final Gallery gallery;
  final Attachments attachments;
  private final Configuration configuration;
  private final LinkUrls urls;

  ComposingFixture(Configuration configuration) {
    this.configuration = configuration;
    this.urls = new LinkUrls(configuration, new LinkTokens(configuration, house.clock));
    AddressKeys keys = new AddressKeys(List.of(new NamedKey("test", new byte[32])));
    this.drafts =
        new Drafts(
            house.sql,
            urls,
            new PermissionDecisions(house.sql, new TopicControllers(house.sql), house.clock),
            audit,
            house.clock);
    this.launch = launch(house.clock);
    this.layouts = new Layouts(house.sql, urls, audit);
    this.gallery = new Gallery(house.sql, audit);
    this.attachments = new Attachments(house.sql, audit);
  }

  Launch launch(Clock clock) {
    return new Launch(house.sql, urls, audit, clock);
  }

  ScheduledStart scheduled(Clock clock) {
    return new ScheduledStart(house.sql, urls, audit, clock);
  }

  TestMails tests() {
    return new TestMails(
        house.sql,
        urls,
        new DkimSigner(configuration, house.clock),
        new Seal(configuration),
        new MailServer(configuration),
        house.clock);
  }

  /** A draft of Anna's about the Weekblik, in Dutch. */
  MailingId draft(String body) {
    return draft(DispatchFixture.WEEKBLIK, body);
  }

  MailingId draft(TopicId topic, String body) {
    return drafts.begin(
        OURS, new MailingText(topic, Language.NL, "Onderwerp", "", body), Outfit.USUAL, ANNA);
  }

  MailingText text(Language language, String subject, String body) {
    return new MailingText(DispatchFixture.WEEKBLIK, language, subject, "", body);
  }

  Mailing found(MailingId id) {
    return drafts.find(OURS, id).orElseThrow();
  }

  /** Somebody looks at it as it is now, and approves it. */
  boolean approve(MailingId id, String by) {
    return launch.approve(OURS, id, found(id).revision(), by);
  }

  void wantSecondPerson() {
    launch.decide(OURS, new MailingPolicy(true, false, MailingPolicy.USUAL.zone(), List.of()));
  }

  Optional<StartOutcome.Refused> refusal(MailingId id) {
    return launch.start(OURS, id) instanceof StartOutcome.Refused refused
        ? Optional.of(refused)
        : Optional.empty();
  }
}
