package nl.voorkeur.signup.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Sender;
import nl.voorkeur.catalogue.TopicText;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.permission.Trace;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.faces.PageText;
import nl.voorkeur.platform.security.AgentFamily;
import nl.voorkeur.platform.security.Network;
import nl.voorkeur.platform.text.Moments;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.platform.token.LinkUrls;
import nl.voorkeur.recipient.Recipient;
import nl.voorkeur.recipient.Recipients;
import nl.voorkeur.signup.Confirmation;
import nl.voorkeur.signup.PendingSignUp;
import nl.voorkeur.signup.SignUp;

/**
 * Confirms a sign-up. Opening the page changes nothing, whoever or whatever opens it; the button
 * does (promise 4, requirement P3).
 */
@Named
@RequestScoped
public class ConfirmPage {

  private SignUp signUps;
  private Trace seen;
  private PageText text;
  private Moments moments;
  private LinkUrls urls;
  private Letterhead letterhead;
  private Optional<PendingSignUp> signUp;
  private Optional<Recipient> recipient;
  private List<TopicText> topics = List.of();
  private boolean open;
  private Optional<Confirmation> outcome = Optional.empty();

  /** For the container. */
  protected ConfirmPage() {}

  @Inject
  public ConfirmPage(
      HttpServletRequest request,
      PageLanguage language,
      PageText text,
      Moments moments,
      LinkUrls urls,
      Catalogue catalogue,
      Recipients recipients,
      SignUp signUps) {
    this.signUps = signUps;
    this.seen = new Trace(Network.of(request), AgentFamily.of(request));
    this.text = text;
    this.moments = moments;
    this.urls = urls;
    signUp = PageRoute.link(request).map(Link::subject).flatMap(signUps::find);
    recipient = signUp.map(PendingSignUp::recipient).flatMap(recipients::find);
    open = signUp.filter(signUps::isOpen).isPresent() && recipient.isPresent();
    Optional<Controller> controller =
        signUp.flatMap(found -> catalogue.controller(found.controller()));
    controller.ifPresent(c -> language.offer(c.languages(), signUp.map(PendingSignUp::language)));
    letterhead =
        controller
            .map(c -> Sender.letterhead(c, language, PageRoute.path(request)))
            .orElseGet(() -> Letterhead.ofPortal(language, PageRoute.path(request)));
    topics =
        signUp.map(PendingSignUp::topics).orElse(List.of()).stream()
            .flatMap(id -> catalogue.topic(id).stream())
            .map(topic -> topic.text(language.getCurrent()))
            .toList();
  }

  /** The button. */
  public void confirm() {
    outcome = signUp.map(found -> signUps.confirm(found.id(), seen));
    signUp = signUp.flatMap(found -> signUps.find(found.id()));
    open = false;
  }

  /** What the page shows: {@code ask}, {@code done}, {@code before} or {@code late}. */
  public String getState() {
    if (open) {
      return "ask";
    }
    if (outcome.filter(Confirmation.DONE::equals).isPresent()) {
      return "done";
    }
    return signUp.flatMap(PendingSignUp::confirmedAt).isPresent() ? "before" : "late";
  }

  public Letterhead getLetterhead() {
    return letterhead;
  }

  public List<TopicText> getTopics() {
    return topics;
  }

  /** The topics in a row. */
  public String getNames() {
    return text.list(topics.stream().map(TopicText::name).toList());
  }

  public String getAddress() {
    return recipient.map(Recipient::address).map(EmailAddress::masked).orElse("");
  }

  public String getConfirmedAt() {
    return signUp
        .flatMap(PendingSignUp::confirmedAt)
        .map(at -> moments.full(at, letterhead.language()))
        .orElse("");
  }

  /** The person's preference page. */
  public String getPreferences() {
    return signUp
        .map(PendingSignUp::recipient)
        .map(id -> urls.preferences(id, Optional.empty()))
        .orElse("/");
  }
}
