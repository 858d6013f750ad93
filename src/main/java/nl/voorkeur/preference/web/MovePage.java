package nl.voorkeur.preference.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.preference.AddressMove;
import nl.voorkeur.preference.AddressMoves;
import nl.voorkeur.preference.Overview;
import nl.voorkeur.preference.Preferences;

/** Confirms a move at the new mailbox. Opening the page changes nothing; the button does. */
@Named
@RequestScoped
public class MovePage {

  private AddressMoves moves;
  private PageLanguage language;
  private Link link;
  private String path;
  private Optional<AddressMove> move;
  private Optional<Overview> overview;
  private String state;

  /** For the container. */
  protected MovePage() {}

  @Inject
  public MovePage(
      HttpServletRequest request,
      PageLanguage language,
      AddressMoves moves,
      Preferences preferences) {
    this.moves = moves;
    this.language = language;
    link = PageRoute.link(request).orElseThrow();
    path = PageRoute.path(request);
    move = moves.find(link);
    overview = move.map(AddressMove::recipient).flatMap(preferences::open);
    overview.ifPresent(o -> language.offer(o.sender().languages(), o.person().language()));
    state = move.filter(moves::isOpen).isPresent() && overview.isPresent() ? "ask" : "late";
  }

  /** The button. */
  public void confirm() {
    state = moves.confirm(link) ? "done" : "late";
  }

  /** {@code ask}, {@code done} or {@code late}. */
  public String getState() {
    return state;
  }

  /** Where the mail would go, so that a forwarded mail gives nobody away. */
  public String getTo() {
    return move.flatMap(AddressMove::to).map(EmailAddress::masked).orElse("");
  }

  public Letterhead getLetterhead() {
    return overview
        .map(o -> Letterheads.of(o.sender(), language, path))
        .orElseGet(() -> Letterhead.ofPortal(language, path));
  }
}
