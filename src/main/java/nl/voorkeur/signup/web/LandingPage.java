package nl.voorkeur.signup.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.PageText;
import nl.voorkeur.signup.SignUp;

/** The front door: who writes through this portal, and where to sign up. */
@Named
@RequestScoped
public class LandingPage {

  /** A sender and what it offers. */
  public record Entry(String name, String path, String topics) {}

  private Letterhead letterhead;
  private List<Entry> entries;

  /** For the container. */
  protected LandingPage() {}

  @Inject
  public LandingPage(PageLanguage language, PageText text, Catalogue catalogue, SignUp signUp) {
    letterhead = Letterhead.ofPortal(language, "/");
    Language current = language.getCurrent();
    entries =
        catalogue.controllers().stream()
            .map(controller -> entry(controller, signUp.offered(controller), text, current))
            .filter(entry -> !entry.topics().isEmpty())
            .toList();
  }

  private static Entry entry(
      Controller controller, List<Topic> topics, PageText text, Language language) {
    return new Entry(
        controller.name(),
        "/s/" + controller.slug() + "?lang=" + language.code(),
        text.list(topics.stream().map(topic -> topic.text(language).name()).toList()));
  }

  public Letterhead getLetterhead() {
    return letterhead;
  }

  public List<Entry> getEntries() {
    return entries;
  }
}
