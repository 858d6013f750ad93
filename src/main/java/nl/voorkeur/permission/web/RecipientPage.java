package nl.voorkeur.permission.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.LedgerEntry;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.RecipientFile;
import nl.voorkeur.permission.StaffLift;
import nl.voorkeur.permission.StaffLift.Liftable;
import nl.voorkeur.permission.StaffOptOut;
import nl.voorkeur.permission.StaffOptOut.Reached;
import nl.voorkeur.permission.Standing;
import nl.voorkeur.permission.TopicChoice;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.recipient.Recipient;
import nl.voorkeur.recipient.RecipientInspection;
import nl.voorkeur.recipient.Recipients;
import nl.voorkeur.staff.Colleagues;

/**
 * One recipient: what we hold, what may be mailed and why not, what happened, and the opt-out that
 * was asked for by phone or by letter. To open it is an act that is remembered (requirement S2).
 */
@Named
@RequestScoped
public class RecipientPage {

  private static final String ALL = "all";
  private static final String OBJECTION = "objection";
  private static final int LONGEST_REFERENCE = 100;

  @Inject private Recipients recipients;
  @Inject private RecipientInspection inspection;
  @Inject private RecipientFile file;
  @Inject private StaffOptOut optOut;
  @Inject private Catalogue catalogue;
  @Inject private Colleagues colleagues;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private PageLanguage language;
  @Inject private DeskText say;
  @Inject private StaffLift staffLift;
  @Inject private ViewPurpose purpose;
  @Inject private Clock clock;

  private Optional<Recipient> recipient = Optional.empty();
  private Map<TopicId, Topic> topics;
  private String scope;
  private Reached reached;
  private String reference;
  private Liftable lifted;
  private String liftReason;

  /** One topic: what the person chose, and what the rule says now. */
  public record Choice(String topic, String kind, String chosen, boolean permitted, String why) {}

  /** One fact of the ledger. */
  public record Fact(
      String what,
      String topic,
      String when,
      String how,
      String wording,
      String receipt,
      String mark) {}

  /** Opens the recipient, once it is known why; one of another controller is as good as none. */
  public void open() {
    Optional<String> why = purpose.find();
    if (why.isEmpty()) {
      if (id().flatMap(id -> recipients.find(desk.id(), id)).isEmpty()) {
        onward.toNowhere();
      }
      return;
    }
    recipient = id().flatMap(id -> inspection.open(desk.id(), id, why.get()));
    if (recipient.isEmpty()) {
      onward.toNowhere();
    }
  }

  /** Whether nothing is shown before somebody says why they look. */
  public boolean isAsking() {
    return purpose.find().isEmpty();
  }

  /** What the page is called; not the address while it is not open. */
  public String getTitle() {
    return isAsking() ? say.of("purpose.title") : getRecipient().address().display();
  }

  private Optional<RecipientId> id() {
    return parameters.number("id").map(RecipientId::new);
  }

  public Recipient getRecipient() {
    if (recipient.isEmpty()) {
      recipient = id().flatMap(id -> recipients.find(desk.id(), id));
    }
    return recipient.orElseThrow(() -> new IllegalArgumentException("no such recipient"));
  }

  /** First and last name; empty when neither is known. */
  public String getFullName() {
    return Stream.of(getRecipient().firstName(), getRecipient().lastName())
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" "));
  }

  /** The person's own language; empty when they chose none. */
  public String getLanguage() {
    return getRecipient().language().map(Language::ownName).orElse("");
  }

  public List<Choice> getChoices() {
    return file.choices(desk.id(), getRecipient().id()).stream()
        .map(this::choice)
        .filter(Objects::nonNull)
        .toList();
  }

  private Choice choice(TopicChoice choice) {
    Topic topic = topics().get(choice.topic());
    String chosen = choice.on() ? "on" : choice.requested() ? "requested" : "off";
    return new Choice(
        name(topic),
        say.reason("kind." + topic.kind()),
        say.of("chosen." + chosen),
        choice.decision().isPermitted(),
        choice
            .decision()
            .fold(
                yes -> say.reason("basis." + yes.basis()),
                no -> say.reason("denied." + no.reason())));
  }

  public List<Fact> getHistory() {
    return file.history(desk.id(), getRecipient().id()).stream().map(this::fact).toList();
  }

  private Fact fact(LedgerEntry entry) {
    return new Fact(
        say.reason("ledger." + entry.kind()),
        entry.topic().map(topics()::get).map(this::name).orElse(""),
        say.moment(entry.at()),
        say.of("history.how", say.reason("route." + entry.route()), actor(entry.actor())),
        entry.wording().orElse(""),
        entry.receipt(),
        mark(entry));
  }

  private String actor(String actor) {
    if (actor.equals(Provenance.RECIPIENT)) {
      return say.of("actor.recipient");
    }
    return colleagues.name(actor).orElse(actor);
  }

  /** How the timeline marks it: a yes, a no, or neither. */
  private static String mark(LedgerEntry entry) {
    return switch (entry.kind()) {
      case CONSENT_GIVEN, CONSENT_RENEWED, SOFT_OPT_IN, CONTRACT, LEGAL_OBLIGATION -> "on";
      case WITHDRAWAL, OBJECTION, COMPLAINT, SUPPRESSION, CONSENT_REFUSED, ERASURE, BOUNCE -> "off";
      default -> "";
    };
  }

  /** The topics that one can stop by name. */
  public List<Topic> getTopics() {
    return List.copyOf(topics().values());
  }

  public String name(Topic topic) {
    return topic.text(language.getCurrent()).name();
  }

  private Map<TopicId, Topic> topics() {
    if (topics == null) {
      topics = new java.util.LinkedHashMap<>();
      catalogue.topics(desk.id()).forEach(topic -> topics.put(topic.id(), topic));
    }
    return topics;
  }

  /** Records the opt-out; it holds before this answers. */
  public void record() {
    Map<String, TopicId> stoppable = new HashMap<>();
    topics().keySet().forEach(topic -> stoppable.put(topic.toString(), topic));
    if (scope == null
        || !(scope.equals(ALL) || scope.equals(OBJECTION) || stoppable.containsKey(scope))) {
      problems.add("scope", say.of("optOut.scope.missing"));
    }
    if (reached == null) {
      problems.add("reached", say.of("optOut.reached.missing"));
    }
    if (reference != null && (reference.length() > LONGEST_REFERENCE || reference.contains("@"))) {
      problems.add("reference", say.of("optOut.reference.wrong"));
    }
    if (problems.isAny()) {
      return;
    }
    Optional<LedgerEntry> entry = record(stoppable.get(scope), reference == null ? "" : reference);
    onward.to(
        desk.url("/staff/recipient/recipient?id=" + getRecipient().id()),
        entry
            .map(made -> say.of("optOut.done", say.time(made.at()), made.receipt()))
            .orElseGet(() -> say.of("optOut.already", say.time(clock.instant()))));
  }

  private Optional<LedgerEntry> record(TopicId topic, String where) {
    RecipientId person = getRecipient().id();
    if (scope.equals(ALL)) {
      return optOut.withdrawAll(desk.id(), person, reached, where);
    }
    if (scope.equals(OBJECTION)) {
      return optOut.object(desk.id(), person, reached, where);
    }
    return optOut.withdraw(desk.id(), person, topic, reached, where);
  }

  /** What staff may lift of what holds now. */
  public List<Liftable> getLiftables() {
    Standing standing = file.standing(desk.id(), getRecipient().id());
    return Arrays.stream(Liftable.values()).filter(what -> what.holds(standing)).toList();
  }

  /** Lifts it for the reason given. */
  public void lift() {
    if (lifted == null) {
      problems.add("lifted", say.of("optOut.scope.missing"));
    }
    if (liftReason == null || liftReason.isBlank() || liftReason.length() > 300) {
      problems.add("liftReason", say.of("text.missing"));
    }
    if (problems.isAny()) {
      return;
    }
    staffLift.lift(desk.id(), getRecipient().id(), lifted, liftReason.strip());
    onward.to(
        desk.url("/staff/recipient/recipient?id=" + getRecipient().id()), say.of("lift.done"));
  }

  public Liftable getLifted() {
    return lifted;
  }

  public void setLifted(Liftable lifted) {
    this.lifted = lifted;
  }

  public String getLiftReason() {
    return liftReason;
  }

  public void setLiftReason(String liftReason) {
    this.liftReason = liftReason;
  }

  public String getScope() {
    return scope;
  }

  public void setScope(String scope) {
    this.scope = scope;
  }

  public Reached getReached() {
    return reached;
  }

  public void setReached(Reached reached) {
    this.reached = reached;
  }

  public String getReference() {
    return reference;
  }

  public void setReference(String reference) {
    this.reference = reference;
  }
}
