package nl.voorkeur.platform.faces;

import jakarta.faces.context.FacesContext;
import jakarta.faces.context.FacesContextFactory;
import jakarta.faces.lifecycle.Lifecycle;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import nl.voorkeur.platform.security.StaffPages;
import org.primefaces.context.PrimeFacesContext;

/**
 * Keeps PrimeFaces away from public pages. Its Content-Security-Policy needs scripts on every post
 * and a session on every page; outside {@code /staff/}, and on the pages of signing in, there is
 * neither, and {@link HeaderFilter} sets a policy that allows no script at all.
 */
public class PageContextFactory extends FacesContextFactory {

  /** More than any page of that kind takes, in bytes; a public page has at most 30 kB. */
  private static final int PUBLIC_PAGE = 65_536;

  private static final int STAFF_PAGE = 262_144;

  public PageContextFactory(FacesContextFactory wrapped) {
    super(wrapped);
  }

  @Override
  public FacesContext getFacesContext(
      Object context, Object request, Object response, Lifecycle lifecycle) {
    boolean staff = isOfStaff((HttpServletRequest) request);
    keepWhole((HttpServletResponse) response, staff ? STAFF_PAGE : PUBLIC_PAGE);
    if (staff) {
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

  /**
   * A page is rendered whole before any of it leaves, so that a failure half-way can still become
   * an error page. Not by Faces' own parameter: it also makes an array of as many characters for
   * every request, which is so large that the collector hardly rests (ADR 0019).
   */
  private static void keepWhole(HttpServletResponse response, int size) {
    if (!response.isCommitted() && response.getBufferSize() < size) {
      response.setBufferSize(size);
    }
  }

  /** Whether this dispatch is of the staff pages, whatever it was before a forward or an error. */
  static boolean isOfStaff(HttpServletRequest request) {
    String path = request.getServletPath();
    return path.startsWith("/staff/") && !StaffPages.isEntrance(path)
        || path.startsWith("/jakarta.faces.resource/");
  }
}
