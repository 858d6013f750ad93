package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.context.FacesContext;

/** One reference line in the margin of a page; nothing where there is nothing to say. */
@FacesComponent("nl.voorkeur.Line")
public class Line extends Block {

  @Override
  void begin(FacesContext faces, Markup html) {
    String value = attribute("value");
    if (!value.isEmpty()) {
      html.add("<div><dt>").text(attribute("name")).add("</dt><dd>").text(value);
      html.add("</dd></div>");
    }
  }
}
