package nl.voorkeur.catalogue;

import java.util.Optional;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.PageLanguage;

/** The frame of a page on which a controller speaks. */
public final class Sender {

  private Sender() {}

  public static Letterhead letterhead(Controller controller, PageLanguage language, String path) {
    return new Letterhead(
        controller.name(),
        "/s/" + controller.slug(),
        Optional.of(controller.postalAddress()),
        Optional.of(controller.contactEmail().value()),
        controller.contactPhone(),
        language.getCurrent(),
        language.getOffered(),
        path);
  }
}
