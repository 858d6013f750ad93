package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;

/** The frame of a page that says what went wrong; needs no database. */
@Named
@RequestScoped
public class ErrorPage {

  private final HttpServletRequest request;
  private final PageLanguage language;

  /** For the container. */
  protected ErrorPage() {
    this.request = null;
    this.language = null;
  }

  @Inject
  public ErrorPage(HttpServletRequest request, PageLanguage language) {
    this.request = request;
    this.language = language;
  }

  public Letterhead getLetterhead() {
    // a bare query keeps the address, whatever it is, and never leads to another host
    return Letterhead.ofPortal(language, "GET".equals(request.getMethod()) ? "" : "/");
  }
}
