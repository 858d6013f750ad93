package nl.voorkeur.importing.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.rest.Problem;

/** The controller that a request names. */
@Dependent
class Controllers {

  @Inject private Catalogue catalogue;

  ControllerId of(String id) {
    return Optional.ofNullable(id)
        .filter(text -> text.matches("[1-9][0-9]{0,17}"))
        .flatMap(text -> catalogue.controller(new ControllerId(Long.parseLong(text))))
        .map(Controller::id)
        .orElseThrow(() -> Problem.notFound("controller"));
  }
}
