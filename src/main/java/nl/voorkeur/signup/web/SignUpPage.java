package nl.voorkeur.signup.web;

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
import nl.voorkeur.platform.faces.Choice;
import nl.voorkeur.platform.faces.ForeignForm;
import nl.voorkeur.platform.faces.HeaderFilter;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.OriginFilter;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.faces.PageText;
import nl.voorkeur.platform.faces.SwitchGroup;
import nl.voorkeur.platform.faces.SwitchGroup.Switch;
import nl.voorkeur.platform.security.AgentFamily;
import nl.voorkeur.platform.security.Network;
import nl.voorkeur.platform.security.ProofOfWork;
import nl.voorkeur.signup.SignUp;
import nl.voorkeur.signup.SignUpRequest;

/**
 * The form of one controller. Nothing is ticked beforehand (GDPR art. 7(2), M5), and its answer is
 * the same whoever asks (ASVS 6.3.8).
 */
@Named
@RequestScoped
public class SignUpPage {

  /** Nobody reads and fills in a form faster; what does gets the same answer and no mail. */
  private static final Duration LEAST_TIME = Duration.ofSeconds(2);

  /** A topic whose mailings anybody may read, and where. */
  public record Sample(String name, String path) {}

  private HttpServletRequest request;
  private PageText text;
  private SignUp signUp;
  private ProofOfWork work;
  private Clock clock;
  private Letterhead letterhead;
  private Optional<Controller> controller;
  private List<Topic> topics;
  private Language language;
  private EmailAddress address;
  private String website;
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
      ProofOfWork work,
      Clock clock) {
    this.request = request;
    this.text = text;
    this.signUp = signUp;
    this.work = work;
    this.clock = clock;
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
  public void open() throws IOException {
    controller.ifPresent(
        one -> HeaderFilter.allow(Onward.response(), work.isAsked(), one.look().framers()));
    if (controller.isEmpty()) {
      FacesContext faces = FacesContext.getCurrentInstance();
      faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, "");
      faces.responseComplete();
    }
  }

  /** The button: asks for one confirmation mail. */
  public void send() {
    boolean byHand =
        OriginFilter.formMadeAt(request)
            .filter(made -> !made.isAfter(clock.instant().minus(LEAST_TIME)))
            .isPresent();
    if (byHand && website == null) {
      signUp.request(
          new SignUpRequest(
              controller.orElseThrow().id(),
              address,
              choice.chosen().stream().map(TopicId::new).collect(Collectors.toSet()),
              language,
              wording(),
              Network.of(request),
              AgentFamily.of(request),
              work.isDone(Optional.ofNullable(request.getParameter(ProofOfWork.FIELD)))));
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

  /** The field that no person sees. */
  public String getWebsite() {
    return website;
  }

  public void setWebsite(String website) {
    this.website = website;
  }
}
