package nl.voorkeur.mailing;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.PermissionDecisions;
import nl.voorkeur.permission.Tally;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.token.LinkUrls;

/**
 * Mailings while they are written: their texts, how they look, what is wrong with them and whom
 * they would reach. Every call names the controller, and another one's mailing is as good as none
 * (promise 7).
 */
@Stateless
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class Drafts {

  private MailingStore mailings;
  private DraftStore drafts;
  private AudienceStore audiences;
  private TestMailStore tests;
  private PolicyStore policies;
  private Linter linter;
  private PermissionDecisions decisions;
  private Amending amending;
  private Audit audit;
  private Clock clock;

  /** For the container. */
  public Drafts() {}

  @Inject
  public Drafts(Sql sql, LinkUrls urls, PermissionDecisions decisions, Audit audit, Clock clock) {
    this.mailings = new MailingStore(sql);
    this.drafts = new DraftStore(sql);
    this.audiences = new AudienceStore(sql);
    this.tests = new TestMailStore(sql);
    this.policies = new PolicyStore(sql);
    this.linter =
        new Linter(new ProgressStore(sql), new Composer(LetterWriter.usual(), urls), urls);
    this.decisions = decisions;
    this.amending = new Amending(mailings, audit);
    this.audit = audit;
    this.clock = clock;
  }

  /** Whose a mailing is, for callers who know its number only; they then name the controller. */
  @PermitAll
  public Optional<ControllerId> controllerOf(MailingId id) {
    return mailings.find(id).map(Mailing::controller);
  }

  /**
   * Keeps a new draft; the controller must have the topic.
   *
   * @param text in the fallback language
   * @param by who wrote it: {@code staff:<id>} or {@code token:<id>}
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public MailingId begin(ControllerId controller, MailingText text, Outfit outfit, String by) {
    MailingId id = drafts.begin(controller, text, outfit, by);
    record("MAILING_WRITTEN", controller, id, "");
    return id;
  }

  /** A new draft that says and looks the same as a mailing, whatever became of that. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public Optional<MailingId> copy(ControllerId controller, MailingId id, String by) {
    Optional<MailingId> copy = drafts.copy(controller, id, by);
    copy.ifPresent(made -> record("MAILING_WRITTEN", controller, made, "copy of mailing " + id));
    return copy;
  }

  /** Whether somebody, or a program that acts for them, wrote in it. */
  public boolean isBy(ControllerId controller, MailingId id, String actor) {
    return drafts.isBy(controller, id, actor);
  }

  /**
   * Changes a draft and its text in the fallback language; false when it is none any more, waits
   * for its start, or the topic or the layout is another controller's. An approval is gone then.
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean revise(
      ControllerId controller, MailingId id, MailingText text, Outfit outfit, String by) {
    return amending.amend(
        controller, id, "changed", () -> drafts.revise(controller, id, text, outfit, by));
  }

  /** Keeps the text in a further language. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean translate(ControllerId controller, MailingId id, MailingText text, String by) {
    Optional<Mailing> mailing = mailings.find(controller, id);
    if (mailing.filter(one -> one.text().language() != text.language()).isEmpty()) {
      return false;
    }
    return amending.amend(
        controller,
        id,
        "text " + text.language(),
        () -> drafts.translate(controller, id, text, by));
  }

  /** Its readers get the fallback from then on. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean dropText(ControllerId controller, MailingId id, Language language, String by) {
    return amending.amend(
        controller,
        id,
        "text " + language + " dropped",
        () -> drafts.drop(controller, id, language, by));
  }

  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean discard(ControllerId controller, MailingId id) {
    boolean gone = drafts.discard(controller, id);
    if (gone) {
      record("MAILING_DISCARDED", controller, id, "");
    }
    return gone;
  }

  public Optional<Mailing> find(ControllerId controller, MailingId id) {
    return mailings.find(controller, id);
  }

  /** One page of the controller's mailings, newest first. */
  public List<Mailing> list(ControllerId controller, int offset, int limit) {
    return mailings.list(controller, offset, limit);
  }

  public long count(ControllerId controller) {
    return mailings.count(controller);
  }

  /** Its texts, the one in the fallback language too. */
  public Map<Language, MailingText> texts(ControllerId controller, MailingId id) {
    Map<Language, MailingText> texts = new EnumMap<>(Language.class);
    mailings
        .find(controller, id)
        .ifPresent(
            mailing -> {
              texts.putAll(drafts.translations(mailing));
              texts.put(mailing.text().language(), mailing.text());
            });
    return texts;
  }

  /**
   * The mail as somebody would get it of whom we know no name.
   *
   * @param language one without a text is answered in the fallback
   */
  public Optional<Preview> preview(ControllerId controller, MailingId id, Language language) {
    return job(controller, id)
        .map(
            job ->
                linter.preview(
                    job,
                    job.languageFor(Optional.of(language)),
                    Map.of(),
                    Linter.usualBasis(job.matter())));
  }

  /** The mail as this recipient would get it; that somebody looked is kept (GDPR art. 32). */
  public Optional<Preview> previewAs(ControllerId controller, MailingId id, RecipientId recipient) {
    Optional<Job> job = job(controller, id);
    Optional<Claimed> person =
        job.flatMap(one -> audiences.person(controller, one, recipient, clock.instant()));
    person.ifPresent(
        one -> record("MAILING_SEEN_AS_RECIPIENT", controller, id, "recipient " + recipient));
    return person.map(
        one ->
            linter.preview(
                job.orElseThrow(),
                job.orElseThrow().languageFor(one.language()),
                one.names(),
                one.basis()));
  }

  /**
   * All that is not right yet, or that one should know, first what stops it.
   *
   * @param wanted languages in which readers expect it
   */
  public List<Finding> findings(ControllerId controller, MailingId id, Set<Language> wanted) {
    return job(controller, id).map(job -> linter.findings(job, wanted)).orElse(List.of());
  }

  /** Who would get mail on this topic now, and who not by reason. */
  public Tally audience(ControllerId controller, TopicId topic) {
    return decisions.tally(controller, topic);
  }

  /** Some who would get it now, then some who would not. */
  public List<Reader> sample(ControllerId controller, MailingId id, int most) {
    return job(controller, id)
        .map(job -> audiences.sample(controller, job, clock.instant(), most))
        .orElse(List.of());
  }

  /** How many would get it now in which language. */
  public Map<Language, Long> languages(ControllerId controller, MailingId id) {
    return job(controller, id)
        .map(job -> audiences.languages(controller, job, clock.instant()))
        .orElse(Map.of());
  }

  /**
   * Sends it to colleagues to try it out: to addresses that the controller's policy names, and to
   * no others.
   *
   * @return how many messages will go out
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public int tryOut(ControllerId controller, MailingId id, Language language, String by) {
    Optional<Job> job = job(controller, id);
    var addresses = policies.find(controller).testAddresses();
    if (job.isEmpty() || addresses.isEmpty()) {
      return 0;
    }
    Language written = job.get().languageFor(Optional.of(language));
    addresses.forEach(address -> tests.add(id, written, address, by));
    record("MAILING_TRIED_OUT", controller, id, addresses.size() + " addresses");
    return addresses.size();
  }

  /** The last messages that tried it out, newest first. */
  public List<TestMail> tried(ControllerId controller, MailingId id, int most) {
    return tests.last(controller, id, most);
  }

  private Optional<Job> job(ControllerId controller, MailingId id) {
    return mailings.find(controller, id).flatMap(mailing -> mailings.job(mailing.id()));
  }

  private void record(String act, ControllerId controller, MailingId id, String detail) {
    audit.record(act, Optional.of(controller), "mailing " + id, detail);
  }
}
