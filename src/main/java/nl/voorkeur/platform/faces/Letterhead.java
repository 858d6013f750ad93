package nl.voorkeur.platform.faces;

import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.Language;

/**
 * What stands around the message of a page: who writes, in which language, and how to reach them.
 *
 * @param sender the controller's name, or the portal's
 * @param home where the name leads to
 * @param postalAddress in one line (Telecommunicatiewet art. 11.7(7), requirement T4)
 * @param privacy where the sender's privacy statement is, once there is one
 * @param path the address that shows this page again, for the language links
 * @param dress what makes it look like the sender's
 */
public record Letterhead(
    String sender,
    String home,
    Optional<String> postalAddress,
    Optional<String> email,
    Optional<String> phone,
    Optional<String> privacy,
    Language language,
    List<Language> languages,
    String path,
    Dress dress) {

  public Letterhead {
    languages = List.copyOf(languages);
  }

  /** The portal's own, where no controller speaks. */
  public static Letterhead ofPortal(PageLanguage language, String path) {
    return new Letterhead(
        "Voorkeur",
        "/",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        language.getCurrent(),
        language.getOffered(),
        path,
        Dress.PLAIN);
  }

  /** The text of a value that may be absent, as the pages take it. */
  public String text(Optional<String> value) {
    return value.orElse("");
  }
}
