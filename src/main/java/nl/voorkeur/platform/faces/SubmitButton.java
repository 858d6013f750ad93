package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.component.UICommand;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ActionEvent;
import java.io.IOException;

/** A button that does something with its form; its content is its label (ADR 0019). */
@FacesComponent("nl.voorkeur.SubmitButton")
public class SubmitButton extends UICommand {

  public SubmitButton() {
    setRendererType(null);
  }

  @Override
  public String getFamily() {
    return OwnInput.FAMILY;
  }

  @Override
  public void decode(FacesContext faces) {
    if (faces.getExternalContext().getRequestParameterMap().containsKey(getClientId(faces))) {
      queueEvent(new ActionEvent(faces, this));
    }
  }

  @Override
  public void encodeBegin(FacesContext faces) throws IOException {
    String id = getClientId(faces);
    Markup html = new Markup();
    html.add("<button id=\"" + id + "\" name=\"" + id + "\" value=\"\" type=\"submit\" class=\"");
    html.text((String) getAttributes().get("styleClass")).add("\">");
    faces.getResponseWriter().write(html.toString());
  }

  @Override
  public void encodeEnd(FacesContext faces) throws IOException {
    faces.getResponseWriter().write("</button>");
  }
}
