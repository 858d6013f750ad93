package nl.voorkeur.recipient;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/**
 * Lets staff read what is held about one recipient; that they did so is remembered (requirement
 * S2).
 */
@Stateless
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class RecipientInspection {

  private Recipients recipients;
  private Audit audit;

  /** For the container. */
  public RecipientInspection() {}

  @Inject
  public RecipientInspection(Recipients recipients, Audit audit) {
    this.recipients = recipients;
    this.audit = audit;
  }

  /**
   * Opens one recipient.
   *
   * @param why what for, as the trail keeps it; never an address
   * @param controller the one whose page asks; a recipient of another one is as good as none
   *     (promise 7)
   */
  public Optional<Recipient> open(ControllerId controller, RecipientId id, String why) {
    Optional<Recipient> found = recipients.find(controller, id);
    found.ifPresent(
        recipient ->
            audit.record(
                "RECIPIENT_VIEWED", Optional.of(controller), "recipient " + recipient.id(), why));
    return found;
  }
}
