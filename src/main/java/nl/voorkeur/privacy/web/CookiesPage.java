package nl.voorkeur.privacy.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Stream;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.faces.PageText;
import nl.voorkeur.platform.faces.PortalCookie;
import nl.voorkeur.platform.security.StaffSession;

/** Which cookies there are, made from what the code sets, and the way to be rid of them (S14). */
@Named
@RequestScoped
public class CookiesPage {

  /** One cookie in words. */
  public record Entry(String name, String purpose, String where, String kept) {}

  private PageText text;
  private StaffSession session;
  private Letterhead letterhead;
  private boolean https;
  private boolean deleted;

  /** For the container. */
  protected CookiesPage() {}

  @Inject
  public CookiesPage(
      HttpServletRequest request,
      PageLanguage language,
      PageText text,
      Configuration configuration,
      StaffSession session) {
    this.text = text;
    this.session = session;
    https = "https".equals(configuration.get(Setting.BASE_URL).getScheme());
    letterhead = Letterhead.ofPortal(language, PageRoute.path(request));
  }

  public Letterhead getLetterhead() {
    return letterhead;
  }

  public List<Entry> getEntries() {
    return Stream.of(PortalCookie.values())
        .map(
            one ->
                new Entry(
                    one.name(https),
                    text.of("cookie." + one.name() + ".purpose"),
                    text.of("cookie." + one.name() + ".where"),
                    one.lifetime()
                        .map(time -> text.of("cookies.days", time.toDays()))
                        .orElseGet(() -> text.of("cookies.session"))))
        .toList();
  }

  /** The button: takes every cookie back, and ends the session that one of them carried. */
  public void delete() {
    session.close();
    HttpServletResponse answer =
        (HttpServletResponse) FacesContext.getCurrentInstance().getExternalContext().getResponse();
    Stream.of(PortalCookie.values()).forEach(one -> answer.addCookie(one.expired(https)));
    deleted = true;
  }

  /** Whether that was just done. */
  public boolean isDeleted() {
    return deleted;
  }
}
