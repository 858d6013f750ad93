package nl.voorkeur.platform.faces;

import jakarta.faces.context.FacesContext;
import nl.voorkeur.platform.text.Texts;

/** A part of what stands around the message of a page, see {@link Letterhead}. */
public abstract class LetterBlock extends Block {

  static final String MARK =
      "<svg class=\"mark\" viewBox=\"0 0 32 32\" aria-hidden=\"true\"><path d=\"M4 10v15a2 2 0 0 0 2 2h20a2 2 0 0 0 2-2V14\"/><path class=\"v\" d=\"M4 10l10 9L29 4\"/></svg>";

  /** The one that the template noted for its page. */
  static Letterhead letterhead(FacesContext faces) {
    return (Letterhead) faces.getExternalContext().getRequestMap().get("letterhead");
  }

  static Texts words(Letterhead letterhead) {
    return Texts.of("Messages", letterhead.language());
  }
}
