package nl.voorkeur.mailing;

import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;

/** Tells people that a mailing was held by the portal itself, and why. */
@FunctionalInterface
interface Alarm {

  /** What made the portal hold a mailing. */
  enum Cause {
    /** The mail server refuses us: our sign-in, our address, our content (requirement B5). */
    REFUSED,
    BOUNCES,
    COMPLAINTS
  }

  /**
   * @param detail the server's answer, or the share; never an address
   */
  void held(MailingId mailing, Optional<ControllerId> controller, Cause cause, String detail);
}
