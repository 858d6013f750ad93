package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.kernel.Language;

/** The address of this page, for the links that show it again. */
@Named
@RequestScoped
public class PageAddress {

  @Inject private HttpServletRequest request;

  /** This page in another language, whatever else stands in its address. */
  public String in(Language language) {
    String query = request.getQueryString() == null ? "" : request.getQueryString();
    String wanted = PageLanguage.PARAMETER + "=";
    return request.getRequestURI()
        + Stream.concat(
                Arrays.stream(query.split("&"))
                    .filter(part -> !part.isEmpty() && !part.startsWith(wanted)),
                Stream.of(wanted + language.code()))
            .collect(Collectors.joining("&", "?", ""));
  }
}
