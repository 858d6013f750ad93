package nl.voorkeur.exporting.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.exporting.ExportProfile;
import nl.voorkeur.exporting.ExportRequest;
import nl.voorkeur.exporting.Manifest;
import nl.voorkeur.exporting.PermittedList;
import nl.voorkeur.permission.PermissionDecisions;
import nl.voorkeur.permission.Tally;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;

/** A list to be made: who would be on it, and then what for and for whom. */
@Named
@RequestScoped
public class NewExportPage {

  private static final int LONGEST = 200;

  @Inject private PermittedList lists;
  @Inject private PermissionDecisions decisions;
  @Inject private Catalogue catalogue;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private PageLanguage language;
  @Inject private ExportWords words;
  @Inject private Principal caller;

  private List<Topic> topics;
  private Tally tally;
  private String purpose;
  private String receiver;
  private ExportProfile profile = ExportProfile.MACHINE;

  public List<Topic> getTopics() {
    if (topics == null) {
      topics = catalogue.topics(desk.id()).stream().filter(Topic::isOpen).toList();
    }
    return topics;
  }

  public String name(Topic topic) {
    return topic.text(language.getCurrent()).name();
  }

  /** The topic asked for, when it is one of this controller. */
  private Optional<Topic> topic() {
    return parameters
        .number("topic")
        .flatMap(id -> getTopics().stream().filter(topic -> topic.id().value() == id).findFirst());
  }

  public boolean isChosen() {
    return topic().isPresent();
  }

  public long getTopic() {
    return topic().map(topic -> topic.id().value()).orElse(0L);
  }

  public Tally getTally() {
    if (tally == null) {
      tally = decisions.tally(desk.id(), topic().orElseThrow().id());
    }
    return tally;
  }

  public List<ExportWords.Reason> getReasons() {
    return words.reasons(getTally().denied(), getTally().permitted());
  }

  /** Announces the list and goes on to its manifest, where it is fetched. */
  public void announce() {
    check("purpose", purpose);
    check("receiver", receiver);
    if (problems.isAny() || !isChosen()) {
      return;
    }
    Manifest made =
        lists
            .announce(
                new ExportRequest(topic().orElseThrow().id(), purpose, receiver, profile),
                caller.getName())
            .orElseThrow();
    onward.to(desk.url("/staff/exporting/export?export=" + made.id()), words.of("announced"));
  }

  private void check(String field, String text) {
    if (text == null || text.isBlank()) {
      problems.add(field, words.of("missing"));
    } else if (text.strip().length() > LONGEST) {
      problems.add(field, words.of("long"));
    }
  }

  public String getPurpose() {
    return purpose;
  }

  public void setPurpose(String purpose) {
    this.purpose = purpose;
  }

  public String getReceiver() {
    return receiver;
  }

  public void setReceiver(String receiver) {
    this.receiver = receiver;
  }

  public ExportProfile getProfile() {
    return profile;
  }

  public void setProfile(ExportProfile profile) {
    this.profile = profile;
  }

  public ExportProfile[] getProfiles() {
    return ExportProfile.values();
  }
}
