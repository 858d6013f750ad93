package nl.voorkeur.preference.web;

import java.util.Optional;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.preference.Overview.Sender;

/** The frame of a page on which a controller speaks. */
final class Letterheads {

  private Letterheads() {}

  static Letterhead of(Sender sender, PageLanguage language, String path) {
    return new Letterhead(
        sender.name(),
        "/s/" + sender.slug(),
        Optional.of(sender.postalAddress()),
        Optional.of(sender.email()),
        sender.phone(),
        language.getCurrent(),
        language.getOffered(),
        path);
  }

  static Letterhead of(Controller controller, PageLanguage language, String path) {
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
