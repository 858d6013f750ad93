package nl.voorkeur.exporting.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.exporting.DeclaredUse;
import nl.voorkeur.exporting.ListRules;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.security.Role;

/** What a controller's lists may be used for, and whether a second person has to agree. */
@Named
@RequestScoped
public class ListRulesPage {

  @Inject private ListRules rules;
  @Inject private Catalogue catalogue;
  @Inject private Desk desk;
  @Inject private PageLanguage language;
  @Inject private Onward onward;
  @Inject private ExportWords words;
  @Inject private HttpServletRequest request;

  private List<Topic> topics;
  private Map<String, Boolean> ticked;
  private Boolean second;

  public List<Topic> getTopics() {
    if (topics == null) {
      topics = catalogue.topics(desk.id());
    }
    return topics;
  }

  public String name(Topic topic) {
    return topic.text(language.getCurrent()).name();
  }

  public DeclaredUse[] getUses() {
    return DeclaredUse.values();
  }

  public String key(Topic topic, DeclaredUse use) {
    return topic.id() + "_" + use;
  }

  /** By topic and use, for the boxes of the form. */
  public Map<String, Boolean> getTicked() {
    if (ticked == null) {
      ticked = new TreeMap<>();
      Map<Long, Set<DeclaredUse>> declared = rules.declared(desk.id());
      for (Topic topic : getTopics()) {
        for (DeclaredUse use : DeclaredUse.values()) {
          ticked.put(
              key(topic, use), declared.getOrDefault(topic.id().value(), Set.of()).contains(use));
        }
      }
    }
    return ticked;
  }

  public boolean isMayChange() {
    return request.isUserInRole(Role.PRIVACY_OFFICER) || request.isUserInRole(Role.ADMINISTRATOR);
  }

  /** Keeps the whole form. */
  public void save() {
    rules.askSecondPerson(desk.id(), isSecond());
    for (Topic topic : getTopics()) {
      rules.declare(
          desk.id(),
          topic.id(),
          Arrays.stream(DeclaredUse.values())
              .filter(use -> Boolean.TRUE.equals(getTicked().get(key(topic, use))))
              .collect(Collectors.toSet()));
    }
    onward.to(desk.url("/staff/exporting/rules"), words.of("rules.saved"));
  }

  public boolean isSecond() {
    if (second == null) {
      second = rules.needsSecondPerson(desk.id());
    }
    return second;
  }

  public void setSecond(boolean second) {
    this.second = second;
  }
}
