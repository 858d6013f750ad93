package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.voorkeur.kernel.Language;

/**
 * The language of a page: what the person asked for by a link, else what they chose for their mail,
 * else what their browser prefers, always within what is offered. Nothing is remembered by it.
 */
@Named
@RequestScoped
public class PageLanguage {

  /** The parameter of a language link. */
  static final String PARAMETER = "lang";

  private final HttpServletRequest request;
  private List<Language> offered = List.of(Language.values());
  private Optional<Language> stored = Optional.empty();

  /** For the container. */
  protected PageLanguage() {
    this.request = null;
  }

  @Inject
  public PageLanguage(HttpServletRequest request) {
    this.request = request;
  }

  /**
   * Narrows the choice to what a controller writes in.
   *
   * @param languages at least one, the default first
   * @param own what the person chose for their mail, if known
   */
  public void offer(List<Language> languages, Optional<Language> own) {
    offered = List.copyOf(languages);
    stored = own;
  }

  public List<Language> getOffered() {
    return offered;
  }

  public Language getCurrent() {
    return asked().or(() -> stored).filter(offered::contains).orElseGet(this::preferred);
  }

  private Optional<Language> asked() {
    return Language.of(request.getParameter(PARAMETER)).filter(offered::contains);
  }

  private Language preferred() {
    if (request.getHeader("Accept-Language") != null) {
      for (Locale locale : Collections.list(request.getLocales())) {
        Optional<Language> language = Language.of(locale.getLanguage()).filter(offered::contains);
        if (language.isPresent()) {
          return language.get();
        }
      }
    }
    return offered.get(0);
  }
}
