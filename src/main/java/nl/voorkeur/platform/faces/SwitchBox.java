package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.context.FacesContext;
import java.io.IOException;

/** One switch with its label and a hint; its value is whether it is on. */
@FacesComponent("nl.voorkeur.SwitchBox")
public class SwitchBox extends OwnInput {

  @Override
  public void decode(FacesContext faces) {
    setSubmittedValue(
        faces.getExternalContext().getRequestParameterMap().containsKey(getClientId(faces)));
  }

  @Override
  public void encodeBegin(FacesContext faces) throws IOException {
    String id = getClientId(faces);
    Object value = shown();
    Markup html = new Markup();
    html.add("<div class=\"topic\"><input id=\"" + id + "\" type=\"checkbox\" name=\"" + id);
    html.add("\" class=\"switch\" aria-describedby=\"" + id + "-about\"");
    html.add(Boolean.TRUE.equals(value) ? " checked=\"checked\"/>" : "/>");
    html.add("<label for=\"" + id + "\">").text((String) getAttributes().get("label"));
    html.add("</label><p class=\"hint\" id=\"" + id + "-about\">");
    html.text((String) getAttributes().get("hint")).add("</p></div>");
    faces.getResponseWriter().write(html.toString());
  }
}
