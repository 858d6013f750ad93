package nl.voorkeur.mailing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.mailing.LayoutVersion;
import nl.voorkeur.mailing.Layouts;

/** The layouts of a controller. */
@Named
@RequestScoped
public class LayoutsPage {

  @Inject private Layouts layouts;
  @Inject private Desk desk;

  public List<LayoutVersion> getAll() {
    return layouts.newest(desk.id());
  }
}
