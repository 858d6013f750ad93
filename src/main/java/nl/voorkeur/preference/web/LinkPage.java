package nl.voorkeur.preference.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Sender;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.faces.ByHand;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.security.Network;
import nl.voorkeur.preference.FreshLinks;

/**
 * "Mail me my link", for who has no old mail. Its answer is the same whoever asks, and takes as
 * long (ASVS 6.3.8).
 */
@Named
@RequestScoped
public class LinkPage {

  private HttpServletRequest request;
  private FreshLinks freshLinks;
  private ByHand byHand;
  private Onward onward;
  private PageLanguage language;
  private Letterhead letterhead;
  private Optional<Controller> controller;
  private EmailAddress address;
  private boolean sent;

  /** For the container. */
  protected LinkPage() {}

  @Inject
  public LinkPage(
      HttpServletRequest request,
      PageLanguage language,
      Catalogue catalogue,
      FreshLinks freshLinks,
      ByHand byHand,
      Onward onward) {
    this.request = request;
    this.freshLinks = freshLinks;
    this.byHand = byHand;
    this.onward = onward;
    this.language = language;
    controller = PageRoute.tail(request).flatMap(catalogue::controller);
    controller.ifPresent(c -> language.offer(c.languages(), Optional.empty()));
    letterhead =
        controller
            .map(c -> Sender.letterhead(c, language, PageRoute.path(request)))
            .orElseGet(() -> Letterhead.ofPortal(language, "/"));
  }

  /** Answers 404 for a controller that does not exist. */
  public void open() {
    byHand.allow(List.of());
    if (controller.isEmpty()) {
      onward.toNowhere();
    }
  }

  /** The button. */
  public void send() {
    if (byHand.isLikely()) {
      freshLinks.ask(
          controller.orElseThrow().id(),
          address,
          language.getCurrent(),
          Network.of(request),
          byHand.isWorked());
    }
    sent = true;
  }

  public Letterhead getLetterhead() {
    return letterhead;
  }

  public boolean isSent() {
    return sent;
  }

  public EmailAddress getAddress() {
    return address;
  }

  public void setAddress(EmailAddress address) {
    this.address = address;
  }
}
