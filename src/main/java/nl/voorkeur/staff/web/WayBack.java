package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import java.io.IOException;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.security.ReturnPath;
import nl.voorkeur.platform.security.StaffPages;

/** The page that somebody asked for before they had to sign in, when it is one of ours. */
@RequestScoped
public class WayBack {

  @Inject private Parameters parameters;

  /** That page; the other one when they asked for none. */
  public String page(String otherwise) {
    return ReturnPath.of(parameters.text("to").orElse(null))
        .map(ReturnPath::value)
        .orElse(otherwise);
  }

  /** Goes there, or to the first page. */
  public void go() throws IOException {
    FacesContext faces = FacesContext.getCurrentInstance();
    faces.getExternalContext().redirect(page(StaffPages.HOME));
    faces.responseComplete();
  }
}
