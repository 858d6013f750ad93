package nl.voorkeur.catalogue;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.rest.Problem;

/** The controller that the path of a call of the API names. */
@RequestScoped
public class PathController {

  @Inject private Catalogue catalogue;

  /** Its id, when there is such a controller within the caller's reach; else the answer is 404. */
  public ControllerId id(long number) {
    return Optional.of(number)
        .filter(any -> any > 0)
        .flatMap(any -> catalogue.controller(new ControllerId(any)))
        .map(Controller::id)
        .orElseThrow(() -> Problem.notFound("controller"));
  }
}
