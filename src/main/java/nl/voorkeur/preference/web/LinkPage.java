package nl.voorkeur.preference.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Sender;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.faces.HeaderFilter;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.OriginFilter;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.security.Network;
import nl.voorkeur.platform.security.ProofOfWork;
import nl.voorkeur.preference.FreshLinks;

/**
 * "Mail me my link", for who has no old mail. Its answer is the same whoever asks, and takes as
 * long (ASVS 6.3.8).
 */
@Named
@RequestScoped
public class LinkPage {

  /** Nobody types an address faster; what does gets the same answer and no mail. */
  private static final Duration LEAST_TIME = Duration.ofSeconds(2);

  private HttpServletRequest request;
  private FreshLinks freshLinks;
  private ProofOfWork work;
  private Clock clock;
  private PageLanguage language;
  private Letterhead letterhead;
  private Optional<Controller> controller;
  private EmailAddress address;
  private String website;
  private boolean sent;

  /** For the container. */
  protected LinkPage() {}

  @Inject
  public LinkPage(
      HttpServletRequest request,
      PageLanguage language,
      Catalogue catalogue,
      FreshLinks freshLinks,
      ProofOfWork work,
      Clock clock) {
    this.request = request;
    this.freshLinks = freshLinks;
    this.work = work;
    this.clock = clock;
    this.language = language;
    controller = PageRoute.tail(request).flatMap(catalogue::controller);
    controller.ifPresent(c -> language.offer(c.languages(), Optional.empty()));
    letterhead =
        controller
            .map(c -> Sender.letterhead(c, language, PageRoute.path(request)))
            .orElseGet(() -> Letterhead.ofPortal(language, "/"));
  }

  /** Answers 404 for a controller that does not exist. */
  public void open() throws IOException {
    HeaderFilter.allow(Onward.response(), work.isAsked(), List.of());
    if (controller.isEmpty()) {
      FacesContext faces = FacesContext.getCurrentInstance();
      faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, "");
      faces.responseComplete();
    }
  }

  /** The button. */
  public void send() {
    boolean byHand =
        OriginFilter.formMadeAt(request)
            .filter(made -> !made.isAfter(clock.instant().minus(LEAST_TIME)))
            .isPresent();
    if (byHand && website == null) {
      freshLinks.ask(
          controller.orElseThrow().id(),
          address,
          language.getCurrent(),
          Network.of(request),
          work.isDone(Optional.ofNullable(request.getParameter(ProofOfWork.FIELD))));
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

  /** The field that no person sees. */
  public String getWebsite() {
    return website;
  }

  public void setWebsite(String website) {
    this.website = website;
  }
}
