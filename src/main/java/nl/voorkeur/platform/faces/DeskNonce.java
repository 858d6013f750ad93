package nl.voorkeur.platform.faces;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.component.UIViewRoot;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * Hands PrimeFaces the nonce of the page that was posted, from the page's own state. Without this,
 * every plain form on a staff page would need PrimeFaces' scripts to be sent.
 */
public class DeskNonce extends ViewHandlerWrapper {

  private static final String NONCE = "primefaces.nonce";
  private static final String KEPT = "nl.voorkeur.nonce";

  public DeskNonce(ViewHandler wrapped) {
    super(wrapped);
  }

  @Override
  public UIViewRoot restoreView(FacesContext context, String viewId) {
    UIViewRoot view = super.restoreView(context, viewId);
    if (view != null && view.getViewMap(false) != null && view.getViewMap().get(NONCE) != null) {
      context.getExternalContext().getRequestMap().put(KEPT, view.getViewMap().get(NONCE));
    }
    return view;
  }

  /** A post of a whole page, with the nonce that was kept with it. */
  static final class Request extends HttpServletRequestWrapper {

    Request(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getParameter(String name) {
      return NONCE.equals(name) && getAttribute(KEPT) instanceof String kept
          ? kept
          : super.getParameter(name);
    }
  }
}
