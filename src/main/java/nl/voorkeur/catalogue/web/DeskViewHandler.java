package nl.voorkeur.catalogue.web;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.platform.security.StaffPages;

/**
 * Keeps the chosen controller in the address of every form, link and redirect between staff pages,
 * so that a post never lands at another controller than the page showed.
 */
public class DeskViewHandler extends ViewHandlerWrapper {

  public DeskViewHandler(ViewHandler wrapped) {
    super(wrapped);
  }

  @Override
  public String getActionURL(FacesContext context, String viewId) {
    String url = super.getActionURL(context, viewId);
    return StaffPages.includes(viewId)
            && !StaffPages.isSignIn(viewId)
            && context.getExternalContext().getUserPrincipal() != null
        ? CDI.current().select(Desk.class).get().url(url)
        : url;
  }
}
