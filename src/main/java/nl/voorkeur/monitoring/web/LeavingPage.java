package nl.voorkeur.monitoring.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.monitoring.Departures;
import nl.voorkeur.monitoring.Trends;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;

/**
 * What people wrote when they stopped, without who that was: it is there to learn from, not to
 * write back to.
 */
@Named
@RequestScoped
public class LeavingPage {

  private static final int SIZE = 50;

  @Inject private Desk desk;
  @Inject private Trends trends;
  @Inject private Catalogue catalogue;
  @Inject private Parameters parameters;
  @Inject private PageLanguage language;
  @Inject private DeskText say;

  private List<Topic> topics;
  private List<Departures.Words> found;

  /** One remark as the page shows it. */
  public record Remark(String day, String topic, String reason, String text) {}

  public List<Topic> getTopics() {
    if (topics == null) {
      topics = catalogue.topics(desk.id());
    }
    return topics;
  }

  public String name(Topic topic) {
    return topic.text(language.getCurrent()).name();
  }

  /** The topic that the page is narrowed to, as a number; 0 is all. */
  public long getTopic() {
    return parameters.number("topic").orElse(0L);
  }

  public List<Remark> getRemarks() {
    return found().stream().limit(SIZE).map(this::remark).toList();
  }

  private List<Departures.Words> found() {
    if (found == null) {
      Optional<TopicId> topic = parameters.number("topic").map(TopicId::new);
      found = trends.words(desk.id(), topic, (int) ((getPage() - 1) * SIZE), SIZE + 1);
    }
    return found;
  }

  private Remark remark(Departures.Words words) {
    return new Remark(
        say.day(words.at()),
        getTopics().stream()
            .filter(topic -> topic.id().equals(words.topic()))
            .map(this::name)
            .findFirst()
            .orElse(""),
        say.of("leaving." + words.reason()),
        words.text());
  }

  /** The page shown, from 1. */
  public long getPage() {
    return Math.min(parameters.number("page").orElse(1L), 10_000);
  }

  public boolean isMore() {
    return found().size() > SIZE;
  }

  /** The address of another page with the same topic. */
  public String address(long page) {
    return "/staff/leaving?page=" + page + (getTopic() == 0 ? "" : "&topic=" + getTopic());
  }
}
