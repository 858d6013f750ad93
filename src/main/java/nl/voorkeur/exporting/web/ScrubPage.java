package nl.voorkeur.exporting.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;

/** Cleaning a list of one's own of who may not be mailed. */
@Named
@RequestScoped
public class ScrubPage {

  @Inject private Catalogue catalogue;
  @Inject private Desk desk;
  @Inject private PageLanguage language;
  @Inject private Parameters parameters;

  public List<Topic> getTopics() {
    return catalogue.topics(desk.id());
  }

  public String name(Topic topic) {
    return topic.text(language.getCurrent()).name();
  }

  /** Whether it was sent without a topic or a file. */
  public boolean isMissing() {
    return parameters.text("missing").isPresent();
  }
}
