package nl.voorkeur.platform.faces;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;

/**
 * What holds for every staff page: nothing of it is kept by the browser, and it speaks the language
 * that was chosen last. The cookie for that holds two letters and names nobody (requirement S14d).
 *
 * <p>PrimeFaces wants each post to bring the nonce of the page that sent it, which only its scripts
 * do. Here a post that answers with a whole page gets the nonce that was kept with the page's
 * state, so that forms work without scripts (see {@link DeskNonce}).
 */
public class DeskFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Inject private transient Configuration configuration;
  @Inject private transient PageLanguage language;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean https = "https".equals(configuration.get(Setting.BASE_URL).getScheme());
    String name = PortalCookie.STAFF_LANGUAGE.name(https);
    response.setHeader("Cache-Control", "no-store");
    language.offer(List.of(Language.values()), remembered(request, name));
    Language.of(request.getParameter(PageLanguage.PARAMETER))
        .ifPresent(
            chosen -> response.addCookie(PortalCookie.STAFF_LANGUAGE.with(chosen.code(), https)));
    boolean wholePage =
        "POST".equals(request.getMethod())
            && !"partial/ajax".equals(request.getHeader("Faces-Request"));
    chain.doFilter(wholePage ? new DeskNonce.Request(request) : request, response);
  }

  private static Optional<Language> remembered(HttpServletRequest request, String name) {
    return Stream.ofNullable(request.getCookies())
        .flatMap(Stream::of)
        .filter(cookie -> cookie.getName().equals(name))
        .findFirst()
        .flatMap(cookie -> Language.of(cookie.getValue()));
  }
}
