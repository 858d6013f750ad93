package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.platform.security.StaffPages;
import nl.voorkeur.platform.security.StaffSession;
import nl.voorkeur.staff.SecondFactor;
import nl.voorkeur.staff.SecondFactor.Enrolment;

/**
 * One's own second factor: set it up, get new recovery codes, go without. The secret stays in the
 * session until its first code, so that a mistyped one needs no new picture.
 */
@Named
@RequestScoped
public class SecondFactorPage {

  private static final String SECRET = "staff.enrolment.secret";
  private static final String ADDRESS = "staff.enrolment.address";

  @Inject private SecondFactor second;
  @Inject private StaffSession session;
  @Inject private HttpServletRequest request;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private DeskText say;

  private String code;
  private String proof;
  private Enrolment enrolment;
  private QrCodePath picture;
  private List<String> codes = List.of();

  public boolean isOn() {
    return second.isOn();
  }

  public boolean isPossible() {
    return second.isPossible();
  }

  public boolean isRequired() {
    return second.isRequired();
  }

  public int getLeft() {
    return second.recoveryLeft();
  }

  private Enrolment enrolment() {
    HttpSession kept = request.getSession(true);
    if (enrolment == null && kept.getAttribute(SECRET) instanceof String secret) {
      enrolment = new Enrolment(secret, (String) kept.getAttribute(ADDRESS));
    }
    if (enrolment == null) {
      enrolment = second.begin(session.caller().orElseThrow().name());
      kept.setAttribute(SECRET, enrolment.secret());
      kept.setAttribute(ADDRESS, enrolment.address());
    }
    return enrolment;
  }

  /** The secret, to be typed where there is no camera. */
  public String getSecret() {
    return enrolment().secret();
  }

  public String getPicture() {
    return picture().path();
  }

  public int getSize() {
    return picture().size();
  }

  private QrCodePath picture() {
    if (picture == null) {
      picture = QrCodePath.of(enrolment().address());
    }
    return picture;
  }

  public void confirm() {
    codes = code == null ? List.of() : second.confirm(code).orElseGet(List::of);
    if (codes.isEmpty()) {
      problems.add("code", say.of("second.wrong"));
    } else {
      request.getSession(true).removeAttribute(SECRET);
      request.getSession(true).removeAttribute(ADDRESS);
      session.prove(Onward.response());
    }
  }

  public void renew() {
    codes = proof == null ? List.of() : second.renewRecovery(proof).orElseGet(List::of);
    if (codes.isEmpty()) {
      problems.add("proof", say.of("second.wrong"));
    }
  }

  public void turnOff() {
    if (proof != null && second.turnOff(proof)) {
      onward.to(StaffPages.PASSWORD, say.of("second.off.done"));
    } else {
      problems.add("proof", say.of("second.wrong"));
    }
  }

  /** New recovery codes, shown once; empty when none were made. */
  public List<String> getCodes() {
    return codes;
  }

  public String getCode() {
    return "";
  }

  public void setCode(String code) {
    this.code = code;
  }

  public String getProof() {
    return "";
  }

  public void setProof(String proof) {
    this.proof = proof;
  }
}
