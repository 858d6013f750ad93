package nl.voorkeur.catalogue;

import java.util.Optional;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.faces.Dress;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.PageLanguage;

/**
 * A controller as it speaks on a page: the facts that stand around its message, in its own look.
 *
 * @param statementPath where its privacy statement is, once there is one
 */
public record Sender(
    String slug,
    String name,
    String postalAddress,
    String email,
    Optional<String> phone,
    Optional<String> statementPath,
    Look look) {

  public static Letterhead letterhead(Controller controller, PageLanguage language, String path) {
    return new Sender(
            controller.slug(),
            controller.name(),
            controller.postalAddress(),
            controller.contactEmail().value(),
            controller.contactPhone(),
            controller.statementPath(),
            controller.look())
        .letterhead(language, path);
  }

  /** The frame of a page. */
  public Letterhead letterhead(PageLanguage language, String path) {
    Dress dress =
        new Dress(
            look.stylesheetPath(slug),
            look.logo()
                .flatMap(
                    logo ->
                        look.logoPath(slug)
                            .map(at -> new Dress.Logo(at, logo.width(), logo.height()))),
            look.footers().getOrDefault(language.getCurrent(), ""));
    return new Letterhead(
        publicName(language.getCurrent()),
        "/s/" + slug,
        Optional.of(postalLine(language.getCurrent())),
        Optional.of(email),
        phone,
        statementPath,
        language.getCurrent(),
        language.getOffered(),
        path,
        dress);
  }

  private String publicName(Language language) {
    return look.names().getOrDefault(language, name);
  }

  /** With the controller's own name, where people know it by another (GDPR art. 13(1)(a)). */
  private String postalLine(Language language) {
    return publicName(language).equals(name) ? postalAddress : name + ", " + postalAddress;
  }
}
