package nl.voorkeur.catalogue;

import java.util.Optional;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.faces.Dress;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.PageLanguage;

/** The frame of a page on which a controller speaks, in its own look. */
public final class Sender {

  private Sender() {}

  public static Letterhead letterhead(Controller controller, PageLanguage language, String path) {
    Look look = controller.look();
    Dress dress =
        new Dress(
            look.stylesheetPath(controller.slug()),
            look.logo()
                .flatMap(
                    logo ->
                        look.logoPath(controller.slug())
                            .map(at -> new Dress.Logo(at, logo.width(), logo.height()))),
            look.footers().getOrDefault(language.getCurrent(), ""));
    return new Letterhead(
        controller.publicName(language.getCurrent()),
        "/s/" + controller.slug(),
        Optional.of(postalLine(controller, language.getCurrent())),
        Optional.of(controller.contactEmail().value()),
        controller.contactPhone(),
        controller.statementPath(),
        language.getCurrent(),
        language.getOffered(),
        path,
        dress);
  }

  /** With the controller's own name, where people know it by another (GDPR art. 13(1)(a)). */
  private static String postalLine(Controller controller, Language language) {
    return controller.publicName(language).equals(controller.name())
        ? controller.postalAddress()
        : controller.name() + ", " + controller.postalAddress();
  }
}
