package nl.voorkeur.platform.faces;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import nl.voorkeur.kernel.Language;

/**
 * Lets the forms of a page behind a route post to that route, in the language that was asked for,
 * so that a page is itself again after a post.
 */
public class RoutedViewHandler extends ViewHandlerWrapper {

  public RoutedViewHandler(ViewHandler wrapped) {
    super(wrapped);
  }

  @Override
  public String getActionURL(FacesContext context, String viewId) {
    HttpServletRequest request = (HttpServletRequest) context.getExternalContext().getRequest();
    return PageRoute.action(request)
        .map(action -> action + query(request))
        .orElseGet(() -> super.getActionURL(context, viewId));
  }

  private static String query(HttpServletRequest request) {
    return Language.of(request.getParameter(PageLanguage.PARAMETER))
        .map(language -> "?" + PageLanguage.PARAMETER + "=" + language.code())
        .orElse("");
  }
}
