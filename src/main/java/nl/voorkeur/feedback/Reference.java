package nl.voorkeur.feedback;

import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;

/**
 * By what a report says which message it is about, the surest first (requirement B4).
 *
 * @param paths addresses that may be our return path, which holds a MAC
 * @param messageIds of the message that came back
 * @param told the mailing and recipient of a link of ours that stood in it
 * @param named the mailing and address that a provider names, who is trusted to know
 */
public record Reference(
    List<EmailAddress> paths, List<String> messageIds, Optional<Told> told, Optional<Named> named) {

  /** What a verified link says. */
  public record Told(MailingId mailing, RecipientId recipient) {}

  /** A mailing and one of its addresses. */
  public record Named(MailingId mailing, EmailAddress address) {}

  public Reference {
    paths = List.copyOf(paths);
    messageIds = List.copyOf(messageIds);
  }
}
