package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.NamingContainer;
import jakarta.faces.component.UIComponent;
import jakarta.faces.component.UIForm;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What is not right yet in the form that was posted, field by field, in the order of the page. */
@Named
@RequestScoped
public class Problems {

  /** One of them: the id of the field, and what is wrong. */
  public record Problem(String field, String text) {}

  public List<Problem> getAll() {
    return all(FacesContext.getCurrentInstance());
  }

  private static List<Problem> all(FacesContext faces) {
    List<Problem> problems = new ArrayList<>();
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

  /**
   * One of them as the summary above a form says it.
   *
   * @param label of its field, so that two fields with the same fault can be told apart; empty for
   *     what has none, such as a group of boxes
   */
  public record Told(String field, String label, String text) {}

  /** All of them, with the names of their fields. */
  static List<Told> named(FacesContext faces) {
    List<Problem> all = all(faces);
    if (all.isEmpty()) {
      return List.of();
    }
    Map<String, String> labels = new HashMap<>();
    collect(faces.getViewRoot(), labels);
    return all.stream()
        .map(one -> new Told(one.field(), labels.getOrDefault(one.field(), ""), one.text()))
        .toList();
  }

  /** Of what is shown, and stands there once: within a repetition names mean nothing here. */
  private static void collect(UIComponent part, Map<String, String> labels) {
    if (!part.isRendered() || part instanceof NamingContainer && !(part instanceof UIForm)) {
      return;
    }
    if (part instanceof Labelled one) {
      labels.put(one.label().id(), one.label().text());
    } else if (part instanceof Fields some) {
      some.labels().forEach(label -> labels.put(label.getKey(), label.getValue()));
    }
    part.getFacetsAndChildren().forEachRemaining(child -> collect(child, labels));
  }

  public boolean isAny() {
    return !getAll().isEmpty();
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
