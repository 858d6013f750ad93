package nl.voorkeur.catalogue;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.OutOfReach;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.security.StaffPages;

/**
 * The controller whose work lies on the desk: the one in the page's address ({@code ?c=slug}), so
 * that a page can be kept as a bookmark and two tabs can show two controllers; else the first by
 * name.
 */
@Named
@RequestScoped
public class Desk {

  /** The parameter that holds the controller's slug. */
  public static final String PARAMETER = StaffPages.DESK;

  @Inject private Catalogue catalogue;
  @Inject private Parameters parameters;

  private List<Controller> controllers;

  /** All controllers within the caller's reach, by name. */
  public List<Controller> controllers() {
    if (controllers == null) {
      controllers = catalogue.controllers();
    }
    return controllers;
  }

  /**
   * Nothing in a new installation, before the first controller is registered. A name that none
   * within reach has leads nowhere (promise 7).
   */
  public Optional<Controller> find() {
    Optional<String> slug = parameters.text(PARAMETER);
    if (slug.isEmpty() || controllers().isEmpty()) {
      return controllers().stream().findFirst();
    }
    return Optional.of(
        controllers().stream()
            .filter(controller -> controller.slug().equals(slug.get()))
            .findFirst()
            .orElseThrow(OutOfReach::new));
  }

  public boolean isEmpty() {
    return controllers().isEmpty();
  }

  /** The controller, on pages that make no sense without one. */
  public Controller controller() {
    return find().orElseThrow(() -> new IllegalStateException("there is no controller yet"));
  }

  public ControllerId id() {
    return controller().id();
  }

  /**
   * The address of a staff page with this controller kept.
   *
   * @param path with or without a query
   */
  public String url(String path) {
    if (path.contains("?" + PARAMETER + "=") || path.contains("&" + PARAMETER + "=")) {
      return path;
    }
    return find()
        .map(
            controller ->
                path
                    + (path.contains("?") ? "&" : "?")
                    + PARAMETER
                    + "="
                    + URLEncoder.encode(controller.slug(), StandardCharsets.UTF_8))
        .orElse(path);
  }
}
