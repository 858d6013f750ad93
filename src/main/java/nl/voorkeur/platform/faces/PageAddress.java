package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.Language;

/** The address of this page, for the links that show it again. */
@Named
@RequestScoped
public class PageAddress {

  @Inject private HttpServletRequest request;

  /** This page in another language, whatever else stands in its address. */
  public String in(Language language) {
    String query = query();
    return request.getRequestURI()
        + (query.isEmpty() ? "?" : "?" + query + "&")
        + PageLanguage.PARAMETER
        + "="
        + language.code();
  }

  /** What the page was asked for with, its language left aside. */
  public String query() {
    String query = request.getQueryString() == null ? "" : request.getQueryString();
    return Arrays.stream(query.split("&"))
        .filter(part -> !part.isEmpty() && !part.startsWith(PageLanguage.PARAMETER + "="))
        .collect(Collectors.joining("&"));
  }
}
