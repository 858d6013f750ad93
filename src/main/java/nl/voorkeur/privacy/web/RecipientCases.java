package nl.voorkeur.privacy.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.privacy.RightsCase;
import nl.voorkeur.privacy.RightsCases;

/** The requests of the person whose page is open. */
@Named
@RequestScoped
public class RecipientCases {

  @Inject private RightsCases cases;
  @Inject private Desk desk;
  @Inject private Parameters parameters;

  private List<RightsCase> all;

  public List<RightsCase> getAll() {
    if (all == null) {
      all =
          parameters
              .number("id")
              .map(id -> cases.of(desk.id(), new RecipientId(id)))
              .orElseGet(List::of);
    }
    return all;
  }
}
