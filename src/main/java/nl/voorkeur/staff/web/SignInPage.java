package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.security.Network;
import nl.voorkeur.platform.security.StaffPages;
import nl.voorkeur.platform.security.StaffSession;
import nl.voorkeur.staff.OpenIdProvider;
import nl.voorkeur.staff.SignIn;

/**
 * The door of the staff pages. Whatever is wrong, the answer is the same, so that nobody learns
 * which names there are; the rule of the lock is told to everybody (ASVS 6.3.8).
 */
@Named
@RequestScoped
public class SignInPage {

  private static final List<String> ELSEWHERE = List.of("no", "away");

  @Inject private HttpServletRequest request;
  @Inject private SignIn signIn;
  @Inject private OpenIdProvider provider;
  @Inject private StaffSession session;
  @Inject private Parameters parameters;
  @Inject private WayBack back;
  @Inject private PageLanguage language;

  private String name;
  private String password;
  private boolean refused;
  private boolean throttled;

  /** Who is in already goes on. */
  public void open() throws IOException {
    if (session.caller().isPresent()) {
      back.go();
    }
  }

  public void enter() throws IOException {
    if (name == null || password == null) {
      refused = true;
      return;
    }
    SignIn.Answer answer = signIn.signIn(name, password, Network.of(request));
    throttled = answer.throttled();
    refused = answer.caller().isEmpty() && !throttled;
    if (answer.caller().isPresent()) {
      session.open(answer.caller().get(), Onward.response());
      back.go();
    }
  }

  /** The page to go back to, when it is one of ours. */
  public String getTo() {
    return back.page("");
  }

  public Letterhead getLetterhead() {
    return Letterhead.ofPortal(language, StaffPages.SIGN_IN);
  }

  /** Whether one may sign in at a provider elsewhere. */
  public boolean isElsewhere() {
    return provider.isConfigured();
  }

  /** Where that begins, with the page to go back to. */
  public String getElsewherePath() {
    return "/staff/oidc"
        + (getTo().isEmpty() ? "" : "?to=" + URLEncoder.encode(getTo(), StandardCharsets.UTF_8));
  }

  /** Whether the provider, or we, did not let them in: {@code no}, or {@code away}. */
  public String getElsewhereRefused() {
    return parameters.text("elsewhere").filter(ELSEWHERE::contains).orElse("");
  }

  /** Whether the caller just signed out. */
  public boolean isOut() {
    return parameters.text("out").isPresent() && !refused && !throttled;
  }

  /** Whether too many wrong tries came from the caller's network. */
  public boolean isThrottled() {
    return throttled;
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
