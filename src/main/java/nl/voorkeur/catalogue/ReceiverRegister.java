package nl.voorkeur.catalogue;

import java.time.LocalDate;
import java.util.List;
import nl.voorkeur.kernel.ControllerId;

/**
 * Knows who may receive data of a controller. For the features that hand data out and may not use
 * the one that keeps the register; found by CDI.
 */
public interface ReceiverRegister {

  /** All receivers of a controller, with what holds on that day. */
  List<Receiver> receivers(ControllerId controller, LocalDate day);
}
