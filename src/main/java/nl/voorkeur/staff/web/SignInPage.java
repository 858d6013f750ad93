package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.Optional;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.security.Caller;
import nl.voorkeur.platform.security.ReturnPath;
import nl.voorkeur.platform.security.StaffPages;
import nl.voorkeur.platform.security.StaffSession;
import nl.voorkeur.staff.SignIn;

/**
 * The door of the staff pages. Whatever is wrong, the answer is the same, so that nobody learns
 * which names there are; the rule of the lock is told to everybody (ASVS 6.3.8).
 */
@Named
@RequestScoped
public class SignInPage {

  @Inject private SignIn signIn;
  @Inject private StaffSession session;
  @Inject private Parameters parameters;
  @Inject private PageLanguage language;

  private String name;
  private String password;
  private boolean refused;

  /** Who is in already goes on. */
  public void open() throws IOException {
    if (session.caller().isPresent()) {
      goOn();
    }
  }

  public void enter() throws IOException {
    if (name == null || password == null) {
      refused = true;
      return;
    }
    Optional<Caller> caller = signIn.signIn(name, password);
    if (caller.isEmpty()) {
      refused = true;
      return;
    }
    session.open(caller.get());
    goOn();
  }

  private void goOn() throws IOException {
    FacesContext faces = FacesContext.getCurrentInstance();
    faces
        .getExternalContext()
        .redirect(
            ReturnPath.of(parameters.text("to").orElse(null))
                .map(ReturnPath::value)
                .orElse(StaffPages.HOME));
    faces.responseComplete();
  }

  /** The page to go back to, when it is one of ours. */
  public String getTo() {
    return ReturnPath.of(parameters.text("to").orElse(null)).map(ReturnPath::value).orElse("");
  }

  public Letterhead getLetterhead() {
    return Letterhead.ofPortal(language, StaffPages.SIGN_IN);
  }

  /** Whether the caller just signed out. */
  public boolean isOut() {
    return parameters.text("out").isPresent() && !refused;
  }

  public boolean isRefused() {
    return refused;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  /** Never shown again. */
  public String getPassword() {
    return "";
  }

  public void setPassword(String password) {
    this.password = password;
  }
}
