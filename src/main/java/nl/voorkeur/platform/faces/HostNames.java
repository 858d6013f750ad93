package nl.voorkeur.platform.faces;

import java.util.Optional;

/** The host names that are a controller's own; the catalogue knows them. */
public interface HostNames {

  /**
   * The slug of the controller whose host this is.
   *
   * @param host in lower case, without a port
   */
  Optional<String> controllerAt(String host);
}
