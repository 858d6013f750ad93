package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.security.StaffSession;
import nl.voorkeur.staff.OpenSession;
import nl.voorkeur.staff.OwnAccount;

/** Where one is signed in oneself, and the end of it (ASVS 7.5.2). */
@Named
@RequestScoped
public class SessionsPage {

  private static final String PATH = "/staff/sessions";

  @Inject private OwnAccount account;
  @Inject private StaffSession session;
  @Inject private Parameters parameters;
  @Inject private Onward onward;
  @Inject private DeskText say;

  private List<OpenSession> sessions;

  public List<OpenSession> getSessions() {
    if (sessions == null) {
      sessions = account.sessions();
    }
    return sessions;
  }

  /** Whether it is the one that asks. */
  public boolean here(OpenSession one) {
    return one.id() == session.number();
  }

  public boolean isOthers() {
    return getSessions().stream().anyMatch(one -> !here(one));
  }

  /** What a session is called: the browser, and where it began. */
  public String name(OpenSession one) {
    String browser = one.browser().isEmpty() ? say.of("session.browser") : one.browser();
    return one.network().isEmpty() ? browser : say.of("session.at", browser, one.network());
  }

  /** Ends the one that was chosen. */
  public void end() {
    boolean ended = parameters.number("session").filter(account::endSession).isPresent();
    onward.to(PATH, say.of(ended ? "session.ended" : "session.over"));
  }

  /** Ends all but the one that asks. */
  public void endOthers() {
    onward.to(PATH, say.of("sessions.ended", account.endOtherSessions(session.number())));
  }
}
