package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.context.FacesContext;

/** The mark of the house. */
@FacesComponent("nl.voorkeur.Mark")
public class Mark extends Block {

  static final String MARKUP =
      "<svg class=\"mark\" viewBox=\"0 0 32 32\" aria-hidden=\"true\"><path d=\"M4 10v15a2 2 0 0 0 2 2h20a2 2 0 0 0 2-2V14\"/><path class=\"v\" d=\"M4 10l10 9L29 4\"/></svg>";

  @Override
  void begin(FacesContext faces, Markup html) {
    html.add(MARKUP);
  }
}
