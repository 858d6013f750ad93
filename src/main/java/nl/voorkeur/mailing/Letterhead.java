package nl.voorkeur.mailing;

import java.util.Optional;
import nl.voorkeur.kernel.EmailAddress;

/**
 * In whose name a mail goes out: the controller as every mail shows it (Telecommunicatiewet art.
 * 11.7(7), requirement T4).
 *
 * @param host where the controller's pages answer, if not where the portal's do
 */
record Letterhead(
    String slug,
    String name,
    String postalAddress,
    String senderName,
    EmailAddress senderAddress,
    Optional<String> host) {}
