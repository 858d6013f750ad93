package nl.voorkeur.catalogue.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.kernel.Language;

/** All controllers. */
@Named
@RequestScoped
public class ControllersPage {

  @Inject private Desk desk;

  public List<Controller> getControllers() {
    return desk.controllers();
  }

  /** The languages it writes in, by their own names. */
  public String languages(Controller controller) {
    return controller.languages().stream().map(Language::ownName).collect(Collectors.joining(", "));
  }
}
