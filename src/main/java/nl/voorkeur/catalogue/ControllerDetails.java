package nl.voorkeur.catalogue;

import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;

/**
 * Who a controller is and how it is reached.
 *
 * @param postalAddress in one line; every mail shows it (Telecommunicatiewet art. 11.7(7),
 *     requirement T4)
 * @param languages at least one, the default first
 */
public record ControllerDetails(
    String name,
    String postalAddress,
    EmailAddress contactEmail,
    Optional<String> contactPhone,
    Optional<String> website,
    String senderName,
    EmailAddress senderAddress,
    List<Language> languages) {

  public ControllerDetails {
    languages = List.copyOf(languages);
    if (name.isBlank() || postalAddress.isBlank() || senderName.isBlank() || languages.isEmpty()) {
      throw new IllegalArgumentException(
          "a controller has a name, a postal address, a sender and a language");
    }
  }
}
