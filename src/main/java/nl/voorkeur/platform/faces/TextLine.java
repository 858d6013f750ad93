package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.util.List;

/**
 * One line to type in, written at once; its value is a text, empty when nothing was typed. A page
 * that did not have it yet changes nothing.
 */
@FacesComponent("nl.voorkeur.TextLine")
public class TextLine extends OwnInput {

  /** What the control gets as it stands in the tag, where it stands there. */
  private static final List<String> AS_GIVEN =
      List.of("type", "min", "maxlength", "autocomplete", "aria-describedby");

  @Override
  public void decode(FacesContext faces) {
    setSubmittedValue(faces.getExternalContext().getRequestParameterMap().get(getClientId(faces)));
  }

  @Override
  public void encodeBegin(FacesContext faces) throws IOException {
    String id = getClientId(faces);
    Object value = shown();
    Markup html = new Markup();
    html.add("<input id=\"" + id + "\" name=\"" + id + "\" class=\"in\" value=\"");
    html.text(value == null ? "" : value.toString()).add("\"");
    for (String name : AS_GIVEN) {
      Object given = getAttributes().get(name);
      if (given != null && !given.toString().isEmpty()) {
        html.add(" " + name + "=\"").text(given.toString()).add("\"");
      }
    }
    boolean wrong = Boolean.TRUE.equals(getAttributes().get("wrong"));
    html.add(wrong ? " aria-invalid=\"true\"/>" : "/>");
    faces.getResponseWriter().write(html.toString());
  }
}
