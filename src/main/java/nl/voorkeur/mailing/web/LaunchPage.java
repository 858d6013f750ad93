package nl.voorkeur.mailing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.mailing.Approval;
import nl.voorkeur.mailing.Drafts;
import nl.voorkeur.mailing.Launch;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.mailing.Reader;
import nl.voorkeur.mailing.StartOutcome;
import nl.voorkeur.permission.Tally;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.staff.Colleagues;

/** The third step of a mailing: whom it reaches, who approved it, and its start. */
@Named
@RequestScoped
public class LaunchPage {

  private static final int SAMPLE = 10;

  @Inject private Drafts drafts;
  @Inject private Launch launch;
  @Inject private OpenDraft open;
  @Inject private Colleagues colleagues;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Onward onward;
  @Inject private DeskText say;
  @Inject private MailingWords words;
  @Inject private Principal caller;

  private Tally audience;
  private List<Reader> sample;

  /** One reason and how many people it stops. */
  public record Reason(String words, long people) {}

  /** One language and how many get it in that. */
  public record InLanguage(String name, long people) {}

  public void open() {
    open.require();
  }

  private Mailing mailing() {
    return open.getMailing();
  }

  /** Whom it would reach now. */
  public Tally getAudience() {
    if (audience == null) {
      audience = drafts.audience(desk.id(), mailing().text().topic());
    }
    return audience;
  }

  public List<Reason> getReasons() {
    return getAudience().denied().entrySet().stream()
        .map(entry -> new Reason(reason(entry.getKey()), entry.getValue()))
        .toList();
  }

  private String reason(Denial denial) {
    return say.reason("denied." + denial);
  }

  public List<InLanguage> getLanguages() {
    Map<Language, Long> people = drafts.languages(desk.id(), mailing().id());
    return people.entrySet().stream()
        .map(entry -> new InLanguage(entry.getKey().ownName(), entry.getValue()))
        .toList();
  }

  /** Some who get it and some who do not. */
  public List<Reader> getSample() {
    if (sample == null) {
      sample = drafts.sample(desk.id(), mailing().id(), SAMPLE);
    }
    return sample;
  }

  /** Why somebody of the sample does not get it; empty when they do. */
  public String why(Reader reader) {
    return reader.denial().map(this::reason).orElse("");
  }

  /** Whether somebody else has to approve it first. */
  public boolean isSecondPerson() {
    return launch.policy(desk.id()).secondPerson();
  }

  public boolean isApproved() {
    return mailing().approval().isPresent();
  }

  /** Who approved it, and when. */
  public String getApproval() {
    Approval approval = mailing().approval().orElseThrow();
    return words.of("approval.by", name(approval.by()), say.moment(approval.at()));
  }

  /** Those who wrote in it. */
  public String getAuthors() {
    return String.join(", ", mailing().authors().stream().map(this::name).toList());
  }

  private String name(String actor) {
    return colleagues.name(actor).orElse(actor);
  }

  /** Whether whoever looks wrote in it. */
  public boolean isMine() {
    return drafts.isBy(desk.id(), mailing().id(), caller.getName());
  }

  public void approve() {
    int seen = parameters.number("revision").map(Long::intValue).orElse(0);
    boolean done = launch.approve(desk.id(), mailing().id(), seen, caller.getName());
    onward.to(here(), words.of(done ? "approval.given" : "approval.not"));
  }

  public void disapprove() {
    boolean done = launch.disapprove(desk.id(), mailing().id());
    onward.to(here(), words.of(done ? "approval.taken" : "done.not"));
  }

  /** Whether nothing stands in its way. */
  public boolean isReady() {
    return open.getFaults().isEmpty() && (!isSecondPerson() || isApproved());
  }

  public boolean isStartable() {
    return isReady() && getAudience().permitted() > 0;
  }

  /** Begins to send. */
  public void start() {
    StartOutcome outcome = launch.start(desk.id(), mailing().id());
    String followed = desk.url(open.address("mailing"));
    onward.to(
        outcome.fold(started -> followed, refused -> here(), this::here, () -> followed),
        outcome.fold(
            started -> words.of("started", started.audience()),
            refused -> words.of("refused"),
            () -> words.of("approval.missing"),
            () -> words.of("draft.gone")));
  }

  private String here() {
    return desk.url(open.address("launch"));
  }

  /** Why it did not start at its time; empty when it did not fail to. */
  public String getScheduleFault() {
    return mailing()
        .scheduleFault()
        .map(
            fault ->
                fault.equals("NOT_APPROVED")
                    ? words.of("approval.missing")
                    : fault.equals("TOPIC_BLOCKED")
                        ? words.of("schedule.blocked")
                        : words.of("finding." + fault, ""))
        .orElse("");
  }
}
