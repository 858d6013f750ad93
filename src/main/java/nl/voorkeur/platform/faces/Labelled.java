package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.context.FacesContext;

/** What stands around a control: its label, its hint and what is wrong with it. */
@FacesComponent("nl.voorkeur.Labelled")
public class Labelled extends Block {

  /** Its label. */
  Field.Label label() {
    return new Field.Label(
        attribute("for"), attribute("label"), attribute("hint"), attribute("error"));
  }

  @Override
  void begin(FacesContext faces, Markup html) {
    label().begin(html, words(faces));
  }

  @Override
  void end(FacesContext faces, Markup html) {
    html.add(Field.Label.END);
  }
}
