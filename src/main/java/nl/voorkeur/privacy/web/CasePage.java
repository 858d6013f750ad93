package nl.voorkeur.privacy.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.kernel.OutOfReach;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.privacy.RightsCase;
import nl.voorkeur.privacy.RightsCase.Identity;
import nl.voorkeur.privacy.RightsCase.Note;
import nl.voorkeur.privacy.RightsCase.Outcome;
import nl.voorkeur.privacy.RightsCases;
import nl.voorkeur.staff.Colleagues;

/** One request of somebody to use a right: what was done, until when, and how it ended. */
@Named
@RequestScoped
public class CasePage {

  private static final int LONGEST_NOTE = 1_000;
  private static final int LONGEST_ANSWER = 500;

  @Inject private RightsCases cases;
  @Inject private Colleagues colleagues;
  @Inject private Desk desk;
  @Inject private CaseWords words;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private DeskText say;

  private RightsCase.File file;
  private String note;
  private String extension;
  private Identity identity;
  private Outcome outcome;
  private String answer;

  /** A case of another controller is as good as none. */
  public void open() {
    if (find().isEmpty()) {
      onward.toNowhere();
    }
  }

  private Optional<RightsCase.File> find() {
    if (file == null) {
      file = parameters.number("id").flatMap(id -> cases.find(desk.id(), id)).orElse(null);
    }
    return Optional.ofNullable(file);
  }

  public RightsCase getCase() {
    return find().orElseThrow(OutOfReach::new).of();
  }

  public List<Note> getNotes() {
    return find().orElseThrow(OutOfReach::new).notes();
  }

  public String who(String actor) {
    return colleagues.name(actor).orElse(actor);
  }

  /** Whether two months more may be taken now. */
  public boolean isExtendable() {
    return getCase().isOpen()
        && getCase().extendedWhy().isEmpty()
        && !getCase().isOverdue(words.today());
  }

  public void addNote() {
    if (isFine("note", note, LONGEST_NOTE)) {
      tell(cases.note(desk.id(), getCase().id(), note.strip()), "case.noted");
    }
  }

  public void identify() {
    if (identity == null) {
      problems.add("identity", say.of("case.choose"));
    } else {
      cases.identify(desk.id(), getCase().id(), identity);
      tell(true, "case.identified");
    }
  }

  public void extend() {
    if (isFine("extension", extension, LONGEST_ANSWER)) {
      tell(cases.extend(desk.id(), getCase().id(), extension.strip()), "case.extended");
    }
  }

  /** Nobody gets data or has them changed before it is known who asks (GDPR art. 12(6)). */
  public void close() {
    if (outcome == null) {
      problems.add("outcome", say.of("case.choose"));
    } else if (getCase().identity() == Identity.NOT_YET
        && (outcome == Outcome.SERVED || outcome == Outcome.PARTLY)) {
      problems.add("outcome", say.of("case.unidentified"));
    }
    if (isFine("answer", answer, LONGEST_ANSWER) && !problems.isAny()) {
      tell(cases.close(desk.id(), getCase().id(), outcome, answer.strip()), "case.closed");
    }
  }

  private boolean isFine(String field, String text, int longest) {
    if (text == null || text.isBlank() || text.length() > longest) {
      problems.add(field, say.of("text.missing"));
      return false;
    }
    return true;
  }

  private void tell(boolean done, String key) {
    onward.to(desk.url("/staff/privacy/case?id=" + getCase().id()), say.of(done ? key : "stale"));
  }

  public Identity[] getIdentities() {
    return Identity.values();
  }

  public Outcome[] getOutcomes() {
    return Outcome.values();
  }

  public String getNote() {
    return note;
  }

  public void setNote(String note) {
    this.note = note;
  }

  public String getExtension() {
    return extension;
  }

  public void setExtension(String extension) {
    this.extension = extension;
  }

  public Identity getIdentity() {
    return identity == null ? getCase().identity() : identity;
  }

  public void setIdentity(Identity identity) {
    this.identity = identity;
  }

  public Outcome getOutcome() {
    return outcome;
  }

  public void setOutcome(Outcome outcome) {
    this.outcome = outcome;
  }

  public String getAnswer() {
    return answer;
  }

  public void setAnswer(String answer) {
    this.answer = answer;
  }
}
