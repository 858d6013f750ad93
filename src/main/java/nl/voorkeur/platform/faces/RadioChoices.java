package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.util.List;

/**
 * One of several answers, as one input whose value is the code of a {@link RadioChoice}. Its names
 * are stable, like those of {@link TopicSwitches}; an answer that is not offered is none.
 */
@FacesComponent("nl.voorkeur.RadioChoices")
public class RadioChoices extends OwnInput {

  @SuppressWarnings("unchecked") // the tag's attribute is documented so
  List<RadioChoice> choices() {
    return (List<RadioChoice>) getAttributes().get("choices");
  }

  @Override
  public void decode(FacesContext faces) {
    String posted =
        faces.getExternalContext().getRequestParameterMap().getOrDefault(getClientId(faces), "");
    boolean offered = choices().stream().anyMatch(one -> one.code().equals(posted));
    setSubmittedValue(offered ? posted : "");
  }

  @Override
  public void encodeBegin(FacesContext faces) throws IOException {
    String name = getClientId(faces);
    Object value = shown();
    Markup html = new Markup().add("<div class=\"choices\">");
    for (RadioChoice one : choices()) {
      html.add("<label class=\"choice\"><input type=\"radio\" id=\"" + name + "-");
      html.text(one.code()).add("\" name=\"" + name + "\" value=\"").text(one.code());
      html.add(one.dated() ? "\" class=\"date\"" : "\"");
      html.add(one.code().equals(value) ? " checked=\"checked\"/>" : "/>");
      html.text(one.label()).add("</label>");
    }
    faces.getResponseWriter().write(html.add("</div>").toString());
  }
}
