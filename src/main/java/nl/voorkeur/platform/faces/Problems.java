package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What is not right yet in the form that was posted, field by field, in the order of the page. */
@Named
@RequestScoped
public class Problems {

  /** One of them: the id of the field, and what is wrong. */
  public record Problem(String field, String text) {}

  public List<Problem> getAll() {
    List<Problem> problems = new ArrayList<>();
    FacesContext faces = FacesContext.getCurrentInstance();
    Iterator<String> fields = faces.getClientIdsWithMessages();
    while (fields.hasNext()) {
      String field = fields.next();
      for (FacesMessage message : faces.getMessageList(field)) {
        message.rendered();
        problems.add(new Problem(field, message.getSummary()));
      }
    }
    return problems;
  }

  public boolean isAny() {
    return !getAll().isEmpty();
  }

  public int getCount() {
    return getAll().size();
  }

  /** Notes what is wrong with a field; of several faults of one field, the first counts. */
  public void add(String field, String text) {
    FacesContext faces = FacesContext.getCurrentInstance();
    if (faces.getMessageList(field).isEmpty()) {
      faces.addMessage(field, new FacesMessage(FacesMessage.SEVERITY_ERROR, text, text));
    }
  }

  /** What is wrong with that field; empty when nothing is. */
  public String of(String field) {
    return getAll().stream()
        .filter(problem -> field.equals(problem.field()))
        .map(Problem::text)
        .findFirst()
        .orElse("");
  }

  /**
   * The ids of what describes a field, for {@code aria-describedby}; null leaves the attribute
   * away.
   */
  public String described(String field, String hint) {
    String error = of(field).isEmpty() ? "" : field + "-error";
    String more = hint == null || hint.isEmpty() ? "" : field + "-hint";
    String both = (error + " " + more).strip();
    return both.isEmpty() ? null : both;
  }
}
