package nl.voorkeur.mailing;

import java.time.Instant;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.mail.DomainCheck.Published;
import nl.voorkeur.platform.mail.SigningKey.Algorithm;

/**
 * A key of a controller's own that signs its mail, without the secret half.
 *
 * @param record what DNS has to show for it
 * @param unseen activated although DNS did not show it
 */
public record ControllerKey(
    long id,
    ControllerId controller,
    String domain,
    String selector,
    Algorithm algorithm,
    State state,
    boolean unseen,
    Instant createdAt,
    Optional<Instant> activatedAt,
    Published record) {

  /** How far a key is. */
  public enum State {
    /** Made, and to be published; signs nothing yet. */
    PREPARED,
    ACTIVE,
    /** Signs no more; its record must stay in DNS while mail that it signed is under way. */
    RETIRED
  }
}
