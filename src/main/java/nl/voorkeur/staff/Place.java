package nl.voorkeur.staff;

import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.OfController;

/** A controller as the administrator of accounts and tokens knows it. */
public record Place(ControllerId id, String slug, String name) implements OfController {
  @Override
  public ControllerId controller() {
    return id;
  }
}
