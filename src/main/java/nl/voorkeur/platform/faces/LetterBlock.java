package nl.voorkeur.platform.faces;

import jakarta.faces.context.FacesContext;

/** A part of what stands around the message of a page, see {@link Letterhead}. */
public abstract class LetterBlock extends Block {

  /** The one that the template noted for its page. */
  static Letterhead letterhead(FacesContext faces) {
    return (Letterhead) faces.getExternalContext().getRequestMap().get("letterhead");
  }
}
