package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/** A word of what just happened, shown on the next staff page and then forgotten. */
@Named
@RequestScoped
public class DeskNote {

  private static final String NOTE = "staff.note";

  @Inject private HttpServletRequest request;

  private String taken;

  /** Leaves a sentence for the page that comes next. */
  public void leave(String sentence) {
    request.getSession(true).setAttribute(NOTE, sentence);
  }

  /** The sentence left for this page; empty when there is none. */
  public String getText() {
    if (taken == null) {
      HttpSession session = request.getSession(false);
      taken = session != null && session.getAttribute(NOTE) instanceof String note ? note : "";
      if (!taken.isEmpty()) {
        session.removeAttribute(NOTE);
      }
    }
    return taken;
  }
}
