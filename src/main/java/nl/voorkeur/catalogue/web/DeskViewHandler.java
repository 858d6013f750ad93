package nl.voorkeur.catalogue.web;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.platform.faces.PageAddress;
import nl.voorkeur.platform.security.StaffPages;

/**
 * Keeps the chosen controller in the address of every form, link and redirect between staff pages,
 * so that a post never lands at another controller than the page showed. A form posts to the
 * address that its page was asked for by, so that the page is about the same thing after it.
 */
public class DeskViewHandler extends ViewHandlerWrapper {

  public DeskViewHandler(ViewHandler wrapped) {
    super(wrapped);
  }

  @Override
  public String getActionURL(FacesContext context, String viewId) {
    String url = super.getActionURL(context, viewId);
    if (!StaffPages.includes(viewId)
        || StaffPages.isSignIn(viewId)
        || context.getExternalContext().getUserPrincipal() == null) {
      return url;
    }
    boolean same =
        context.getViewRoot() != null && viewId.equals(context.getViewRoot().getViewId());
    String kept = same ? CDI.current().select(PageAddress.class).get().query() : "";
    return CDI.current().select(Desk.class).get().url(kept.isEmpty() ? url : url + "?" + kept);
  }
}
