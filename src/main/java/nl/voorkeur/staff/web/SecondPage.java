package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.security.Caller;
import nl.voorkeur.platform.security.StaffPages;
import nl.voorkeur.platform.security.StaffSession;
import nl.voorkeur.staff.SecondFactor;
import nl.voorkeur.staff.SecondFactor.Outcome;

/** The second step of signing in: the code from the telephone, or one from paper. */
@Named
@RequestScoped
public class SecondPage {

  private static final int LONGEST = 40;

  @Inject private SecondFactor second;
  @Inject private StaffSession session;
  @Inject private WayBack back;
  @Inject private PageLanguage language;

  private String code;
  private boolean wrong;
  private boolean locked;

  /** Who gave a code already goes on. */
  public void open() throws IOException {
    if (session.caller().filter(this::isDone).isPresent()) {
      back.go();
    }
  }

  private boolean isDone(Caller caller) {
    return caller.hurdle().filter(StaffPages.SECOND::equals).isEmpty();
  }

  public void enter() throws IOException {
    if (code == null || code.isBlank() || code.length() > LONGEST) {
      wrong = true;
      return;
    }
    Outcome outcome = second.check(code);
    wrong = outcome == Outcome.WRONG;
    locked = outcome == Outcome.LOCKED;
    if (outcome == Outcome.RIGHT) {
      session.prove(Onward.response());
      back.go();
    }
  }

  /** The page to go back to, when it is one of ours. */
  public String getTo() {
    return back.page("");
  }

  public Letterhead getLetterhead() {
    return Letterhead.ofPortal(language, StaffPages.SECOND);
  }

  public boolean isWrong() {
    return wrong;
  }

  /** Whether too many codes were wrong, so that none is looked at for a while. */
  public boolean isLocked() {
    return locked;
  }

  /** Never shown again. */
  public String getCode() {
    return "";
  }

  public void setCode(String code) {
    this.code = code;
  }
}
