package nl.voorkeur.mailing;

import nl.voorkeur.kernel.EmailAddress;

/**
 * In whose name a mail goes out: the controller as every mail shows it (Telecommunicatiewet art.
 * 11.7(7), requirement T4).
 */
record Letterhead(
    String slug,
    String name,
    String postalAddress,
    String senderName,
    EmailAddress senderAddress) {}
