package nl.voorkeur.mailing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Sender;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.mailing.Archive;
import nl.voorkeur.mailing.Archive.Issue;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.text.Moments;

/** The mailings of a topic that anybody may read: their list, or one of them. */
@Named
@RequestScoped
public class ArchivePage {

  private static final int MOST = 100;

  private Onward onward;
  private Moments moments;
  private Letterhead letterhead;
  private Optional<Controller> controller = Optional.empty();
  private Optional<Topic> topic = Optional.empty();
  private Optional<Issue> issue = Optional.empty();
  private List<Issue> issues = List.of();
  private boolean there;

  /** For the container. */
  protected ArchivePage() {}

  @Inject
  public ArchivePage(
      HttpServletRequest request,
      PageLanguage language,
      Catalogue catalogue,
      Archive archive,
      Moments moments,
      Onward onward) {
    this.onward = onward;
    this.moments = moments;
    String[] tail = PageRoute.tail(request).orElse("").split("/", -1);
    if (tail.length == 2 || tail.length == 3 && tail[2].matches("[1-9][0-9]{0,17}")) {
      controller = catalogue.controller(tail[0]);
      topic = catalogue.archived(tail[0], tail[1]);
    }
    controller.ifPresent(one -> language.offer(one.languages(), Optional.empty()));
    letterhead =
        controller
            .map(one -> Sender.letterhead(one, language, PageRoute.path(request)))
            .orElseGet(() -> Letterhead.ofPortal(language, "/"));
    if (tail.length == 3) {
      issue =
          topic.flatMap(
              one ->
                  archive.issue(
                      one, new MailingId(Long.parseLong(tail[2])), letterhead.language()));
      there = issue.isPresent();
    } else {
      issues = topic.map(one -> archive.titles(one, letterhead.language(), MOST)).orElse(List.of());
      there = topic.isPresent();
    }
  }

  /** Answers 404 for what is not to be read. */
  public void open() {
    if (!there) {
      onward.toNowhere();
    }
  }

  public Letterhead getLetterhead() {
    return letterhead;
  }

  public String getName() {
    return topic.map(one -> one.text(letterhead.language()).name()).orElse("");
  }

  public String getDescription() {
    return topic.map(one -> one.text(letterhead.language()).description()).orElse("");
  }

  public boolean isOne() {
    return issue.isPresent();
  }

  public Issue getIssue() {
    return issue.orElseThrow();
  }

  public List<Issue> getIssues() {
    return issues;
  }

  public String day(Issue one) {
    return moments.day(one.sentAt(), letterhead.language());
  }

  /** The list. */
  public String getList() {
    return "/archive/"
        + controller.map(Controller::slug).orElse("")
        + "/"
        + topic.map(Topic::slug).orElse("");
  }

  public String getFeed() {
    return getList() + ".atom";
  }

  /** Where one signs up, with this topic pointed at. */
  public String getSignUp() {
    return letterhead.home() + "?topic=" + topic.map(Topic::slug).orElse("");
  }
}
