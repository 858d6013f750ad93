package nl.voorkeur.permission.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageAddress;
import nl.voorkeur.platform.faces.Problems;

/**
 * Why a member of staff looks at people's data (requirement S2). Asked before the first person is
 * opened and kept for the session until changed: asked at each it would be clicked away, and nobody
 * would be the wiser (docs/adr/0010). Each view in the audit trail carries it.
 */
@Named
@RequestScoped
public class ViewPurpose {

  private static final String KEPT = "staff.purpose";
  private static final int LONGEST = 60;

  @Inject private HttpServletRequest request;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private PageAddress address;
  @Inject private DeskText say;

  private Reason reason;
  private String reference;

  /** Why somebody looks. Bundle keys: {@code purpose.X}. */
  public enum Reason {
    /** The person asked something. */
    QUESTION,
    /** The person wants to use a right. */
    REQUEST,
    /** Mail does not arrive, or arrived and should not have. */
    DELIVERY,
    /** Records are checked, such as at an audit. */
    CHECK
  }

  /** The purpose as the trail keeps it; nothing while none was given. */
  Optional<String> find() {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(KEPT) instanceof String kept
        ? Optional.of(kept)
        : Optional.empty();
  }

  /** The purpose in words, for the person who gave it. */
  public String getWords() {
    return find()
        .map(kept -> kept.split(" ", 2))
        .map(
            parts ->
                say.of("purpose." + parts[0]) + (parts.length == 1 ? "" : " (" + parts[1] + ")"))
        .orElse("");
  }

  /** Keeps it, and shows the person. */
  public void give() {
    if (reason == null) {
      problems.add("purpose", say.of("purpose.missing"));
    }
    if (reference != null && (reference.length() > LONGEST || reference.contains("@"))) {
      problems.add("purposeReference", say.of("optOut.reference.wrong"));
    }
    if (!problems.isAny()) {
      String more = reference == null || reference.isBlank() ? "" : " " + reference.strip();
      request.getSession(true).setAttribute(KEPT, reason + more);
      again();
    }
  }

  /** Forgets it, so that the page asks once more. */
  public void change() {
    request.getSession(true).removeAttribute(KEPT);
    again();
  }

  private void again() {
    onward.to(request.getRequestURI().replace(".xhtml", "") + "?" + address.query());
  }

  public Reason[] getReasons() {
    return Reason.values();
  }

  public Reason getReason() {
    return reason;
  }

  public void setReason(Reason reason) {
    this.reason = reason;
  }

  public String getReference() {
    return reference;
  }

  public void setReference(String reference) {
    this.reference = reference;
  }
}
