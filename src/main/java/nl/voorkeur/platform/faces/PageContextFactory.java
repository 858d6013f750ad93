package nl.voorkeur.platform.faces;

import jakarta.faces.context.FacesContext;
import jakarta.faces.context.FacesContextFactory;
import jakarta.faces.lifecycle.Lifecycle;
import jakarta.servlet.http.HttpServletRequest;
import nl.voorkeur.platform.security.StaffPages;
import org.primefaces.context.PrimeFacesContext;

/**
 * Keeps PrimeFaces away from public pages. Its Content-Security-Policy needs scripts on every post
 * and a session on every page; outside {@code /staff/}, and on the pages of signing in, there is
 * neither, and {@link HeaderFilter} sets a policy that allows no script at all.
 */
public class PageContextFactory extends FacesContextFactory {

  public PageContextFactory(FacesContextFactory wrapped) {
    super(wrapped);
  }

  @Override
  public FacesContext getFacesContext(
      Object context, Object request, Object response, Lifecycle lifecycle) {
    if (isOfStaff((HttpServletRequest) request)) {
      return getWrapped().getFacesContext(context, request, response, lifecycle);
    }
    FacesContextFactory factory = getWrapped();
    while (factory.getClass().getName().startsWith("org.primefaces.")) {
      factory = factory.getWrapped();
    }
    FacesContext plain = factory.getFacesContext(context, request, response, lifecycle);
    PrimeFacesContext.getCspState(plain).setInitialized(true);
    return plain;
  }

  /** Whether this dispatch is of the staff pages, whatever it was before a forward or an error. */
  static boolean isOfStaff(HttpServletRequest request) {
    String path = request.getServletPath();
    return path.startsWith("/staff/") && !StaffPages.isEntrance(path)
        || path.startsWith("/jakarta.faces.resource/");
  }
}
