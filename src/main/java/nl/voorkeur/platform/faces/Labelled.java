package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.context.FacesContext;

/** What stands around a control: its label, its hint and what is wrong with it. */
@FacesComponent("nl.voorkeur.Labelled")
public class Labelled extends Block {

  @Override
  void begin(FacesContext faces, Markup html) {
    String id = attribute("for");
    String hint = attribute("hint");
    String error = attribute("error");
    html.add(error.isEmpty() ? "<div class=\"field\">" : "<div class=\"field bad\">");
    html.add("<label for=\"").text(id).add("\">").text(attribute("label")).add("</label>");
    if (!hint.isEmpty()) {
      html.add("<p class=\"hint\" id=\"").text(id).add("-hint\">").text(hint).add("</p>");
    }
    if (!error.isEmpty()) {
      html.add("<p class=\"err\" id=\"").text(id).add("-error\"><span class=\"sr\">");
      html.text(words(faces).plain("form.error")).add(" </span>").text(error).add("</p>");
    }
  }

  @Override
  void end(FacesContext faces, Markup html) {
    html.add("</div>");
  }
}
