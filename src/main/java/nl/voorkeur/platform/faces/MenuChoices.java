package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.context.FacesContext;
import java.io.IOException;

/** One of several answers, chosen from a menu. A page that did not have it yet changes nothing. */
@FacesComponent("nl.voorkeur.MenuChoices")
public class MenuChoices extends RadioChoices {

  @Override
  public void decode(FacesContext faces) {
    if (faces.getExternalContext().getRequestParameterMap().containsKey(getClientId(faces))) {
      super.decode(faces);
    }
  }

  @Override
  public void encodeBegin(FacesContext faces) throws IOException {
    String id = getClientId(faces);
    Object value = shown();
    Markup html = new Markup();
    html.add("<select id=\"" + id + "\" name=\"" + id + "\" class=\"in\" size=\"1\">");
    for (RadioChoice one : choices()) {
      html.add("<option value=\"").text(one.code());
      html.add(one.code().equals(value) ? "\" selected=\"selected\">" : "\">");
      html.text(one.label()).add("</option>");
    }
    faces.getResponseWriter().write(html.add("</select>").toString());
  }
}
