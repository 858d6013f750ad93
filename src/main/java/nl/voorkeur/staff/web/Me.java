package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.Map;
import nl.voorkeur.platform.security.Caller;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.security.StaffPages;
import nl.voorkeur.platform.security.StaffSession;
import nl.voorkeur.staff.SignIn;

/** Who sits at the desk, what they may do, and the way out. */
@Named
@RequestScoped
public class Me {

  @Inject private StaffSession session;
  @Inject private SignIn signIn;

  public String getName() {
    return session.caller().map(Caller::name).orElse("");
  }

  public boolean isAdministrator() {
    return has(Role.ADMINISTRATOR);
  }

  /** Privacy officers and administrators. */
  public boolean isPrivacyOfficer() {
    return has(Role.PRIVACY_OFFICER) || isAdministrator();
  }

  /** Marketing and administrators. */
  public boolean isMarketing() {
    return has(Role.MARKETING) || isAdministrator();
  }

  /** Whether they may manage accounts and tokens, which belong to no single controller. */
  public boolean isAdministratorOfAll() {
    return session
        .caller()
        .filter(caller -> caller.reach().everywhere().contains(Role.ADMINISTRATOR))
        .isPresent();
  }

  /** Whether a password of one's own has to be chosen first. */
  public boolean isPasswordHandedOut() {
    return session.caller().map(Caller::passwordIsOneTime).orElse(false);
  }

  /** Whether nothing else is possible before some page was passed. */
  public boolean isNewcomer() {
    return session.caller().map(caller -> caller.hurdle().isPresent()).orElse(true);
  }

  /** Ends the session here and on the server, and takes the cookie back (ASVS 7.4.1). */
  public void signOut() throws IOException {
    signIn.signOut();
    session.close();
    ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
    session
        .cookieNames()
        .forEach(
            name ->
                external.addResponseCookie(
                    name, "", Map.of("maxAge", 0, "path", "/", "httpOnly", true)));
    external.redirect(StaffPages.SIGN_IN + "?out=1");
  }

  private boolean has(String role) {
    return session.caller().filter(caller -> caller.roles().contains(role)).isPresent();
  }
}
