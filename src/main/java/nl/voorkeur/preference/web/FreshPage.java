package nl.voorkeur.preference.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.faces.PageText;
import nl.voorkeur.platform.text.Moments;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.preference.FreshLink;
import nl.voorkeur.preference.FreshLinks;
import nl.voorkeur.preference.Overview;
import nl.voorkeur.preference.Preferences;
import nl.voorkeur.preference.Wish;

/**
 * The page of a fresh link: one button, which opens the person's own pages; or, when the link was
 * used or is too old, one that mails another.
 */
@Named
@RequestScoped
public class FreshPage {

  private PageLanguage language;
  private String path;
  private Optional<FreshLink> found;
  private Optional<Overview> overview;
  private List<String> wishes;
  private String state;

  /** For the container. */
  protected FreshPage() {}

  @Inject
  public FreshPage(
      HttpServletRequest request,
      PageLanguage language,
      PageText text,
      Moments moments,
      Clock clock,
      Preferences preferences,
      FreshLinks freshLinks) {
    this.language = language;
    path = PageRoute.path(request);
    Link link = PageRoute.link(request).orElseThrow();
    found = freshLinks.find(link);
    overview = found.map(FreshLink::recipient).flatMap(preferences::open);
    overview.ifPresent(o -> language.offer(o.sender().languages(), o.person().language()));
    wishes =
        new RhythmSheet(text, moments, language.getCurrent(), clock.instant())
            .done(found.map(FreshLink::wish).orElse(Wish.NONE));
    state = state(request.getAttribute(FreshLink.AGAIN), freshLinks.isOpen(link));
  }

  private String state(Object again, boolean open) {
    if (Boolean.TRUE.equals(again)) {
      return "mailed";
    }
    if (again != null) {
      return "enough";
    }
    if (open && overview.isPresent()) {
      return "open";
    }
    return found.flatMap(FreshLink::usedAt).isPresent() ? "used" : "late";
  }

  /** {@code open}, {@code used}, {@code late}, {@code mailed} or {@code enough}. */
  public String getState() {
    return state;
  }

  public boolean isAskable() {
    return overview.isPresent() && (state.equals("used") || state.equals("late"));
  }

  /** What is kept as the link is used, because the person chose it before. */
  public List<String> getWishes() {
    return wishes;
  }

  public String getAddress() {
    return overview.map(o -> o.person().address().masked()).orElse("");
  }

  public String getPath() {
    return path;
  }

  public Letterhead getLetterhead() {
    return overview
        .map(o -> Letterheads.of(o.sender(), language, path))
        .orElseGet(() -> Letterhead.ofPortal(language, path));
  }
}
