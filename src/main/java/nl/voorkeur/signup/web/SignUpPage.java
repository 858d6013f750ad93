package nl.voorkeur.signup.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Sender;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.faces.ByHand;
import nl.voorkeur.platform.faces.Choice;
import nl.voorkeur.platform.faces.ForeignForm;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.faces.PageText;
import nl.voorkeur.platform.faces.SwitchGroup;
import nl.voorkeur.platform.faces.SwitchGroup.Switch;
import nl.voorkeur.platform.security.AgentFamily;
import nl.voorkeur.platform.security.Network;
import nl.voorkeur.signup.SignUp;
import nl.voorkeur.signup.SignUpRequest;

/**
 * The form of one controller. Nothing is ticked beforehand (GDPR art. 7(2), M5), and its answer is
 * the same whoever asks (ASVS 6.3.8).
 */
@Named
@RequestScoped
public class SignUpPage {

  /** A topic whose mailings anybody may read, and where. */
  public record Sample(String name, String path) {}

  private HttpServletRequest request;
  private PageText text;
  private SignUp signUp;
  private ByHand byHand;
  private Onward onward;
  private Letterhead letterhead;
  private Optional<Controller> controller;
  private List<Topic> topics;
  private Language language;
  private EmailAddress address;
  private Choice choice = Choice.shows(Set.of());
  private boolean sent;

  /** For the container. */
  protected SignUpPage() {}

  @Inject
  public SignUpPage(
      HttpServletRequest request,
      PageLanguage pageLanguage,
      PageText text,
      Catalogue catalogue,
      SignUp signUp,
      ByHand byHand,
      Onward onward) {
    this.request = request;
    this.text = text;
    this.signUp = signUp;
    this.byHand = byHand;
    this.onward = onward;
    controller = PageRoute.tail(request).flatMap(catalogue::controller);
    topics = controller.map(signUp::offered).orElse(List.of());
    controller.ifPresent(c -> pageLanguage.offer(c.languages(), Optional.empty()));
    language = pageLanguage.getCurrent();
    address =
        ForeignForm.address(request)
            .flatMap(
                typed -> EmailAddress.parse(typed).fold(Optional::of, fault -> Optional.empty()))
            .orElse(null);
    letterhead =
        controller
            .map(c -> Sender.letterhead(c, pageLanguage, PageRoute.path(request)))
            .orElseGet(() -> Letterhead.ofPortal(pageLanguage, "/"));
  }

  /** Answers 404 for a controller that does not exist; may be framed where that one allows it. */
  public void open() {
    controller.ifPresent(one -> byHand.allow(one.look().framers()));
    if (controller.isEmpty()) {
      onward.toNowhere();
    }
  }

  /** The button: asks for one confirmation mail. */
  public void send() {
    if (byHand.isLikely()) {
      signUp.request(
          new SignUpRequest(
              controller.orElseThrow().id(),
              address,
              choice.chosen().stream().map(TopicId::new).collect(Collectors.toSet()),
              language,
              wording(),
              Network.of(request),
              AgentFamily.of(request),
              byHand.isWorked()));
    }
    sent = true;
  }

  /** The whole text that the person says yes to, as the page shows it (requirement 2.15). */
  private String wording() {
    StringBuilder shown = new StringBuilder();
    String sender = letterhead.sender();
    shown.append(text.of("signup.title", sender)).append('\n').append(text.of("signup.lede"));
    shown.append('\n').append(text.of("signup.topics"));
    Language page = letterhead.language();
    topics.forEach(
        topic ->
            shown
                .append("\n[ ] ")
                .append(topic.text(page).name())
                .append(": ")
                .append(topic.text(page).description()));
    shown.append('\n').append(text.of("signup.small", sender));
    return shown.append("\n[").append(text.of("signup.button")).append(']').toString();
  }

  public List<SwitchGroup> getGroups() {
    Language page = letterhead.language();
    return List.of(
        new SwitchGroup(
            text.of("signup.topics"),
            topics.stream()
                .map(
                    topic ->
                        new Switch(
                            topic.id().value(),
                            topic.text(page).name(),
                            topic.text(page).description(),
                            Optional.empty(),
                            Optional.empty()))
                .toList()));
  }

  /** The topics that a link or another site's form points to: shown, never ticked. */
  public String getHighlighted() {
    Set<String> slugs =
        Stream.ofNullable(request.getParameterValues("topic"))
            .flatMap(Stream::of)
            .collect(Collectors.toSet());
    return topics.stream()
        .filter(topic -> slugs.contains(topic.slug()))
        .map(topic -> topic.id().toString())
        .collect(Collectors.joining(","));
  }

  /** What one can read before choosing. */
  public List<Sample> getSamples() {
    String home = controller.map(Controller::slug).orElse("");
    return topics.stream()
        .filter(Topic::isArchived)
        .map(
            topic ->
                new Sample(
                    topic.text(letterhead.language()).name(),
                    "/archive/" + home + "/" + topic.slug()))
        .toList();
  }

  public Letterhead getLetterhead() {
    return letterhead;
  }

  public List<Language> getLanguages() {
    return letterhead.languages();
  }

  public boolean isInManyLanguages() {
    return letterhead.languages().size() > 1;
  }

  public boolean isSent() {
    return sent;
  }

  public boolean isClosed() {
    return topics.isEmpty();
  }

  public EmailAddress getAddress() {
    return address;
  }

  public void setAddress(EmailAddress address) {
    this.address = address;
  }

  public Choice getChoice() {
    return choice;
  }

  public void setChoice(Choice choice) {
    this.choice = choice;
  }

  public Language getLanguage() {
    return language;
  }

  public void setLanguage(Language language) {
    this.language = language;
  }
}
