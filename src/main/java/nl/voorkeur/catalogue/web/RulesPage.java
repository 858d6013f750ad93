package nl.voorkeur.catalogue.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;

/** What the permission rule asks: of a topic, and of all customers of a controller. */
@Named
@RequestScoped
public class RulesPage {

  @Inject private Catalogue catalogue;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private DeskText say;

  private String months;
  private Boolean ownProducts;
  private Boolean freeAccounts;

  private Topic topic() {
    return parameters
        .number("id")
        .map(TopicId::new)
        .flatMap(catalogue::topic)
        .filter(one -> one.controller().equals(desk.id()))
        .orElseThrow(() -> new IllegalArgumentException("no such topic"));
  }

  /** Saves the rule of the topic. */
  public void save() {
    Optional<Integer> count = Optional.empty();
    if (months != null && !months.isBlank()) {
      if (months.strip().matches("[1-9][0-9]?|1[01][0-9]|120")) {
        count = Optional.of(Integer.valueOf(months.strip()));
      } else {
        problems.add("months", say.of("rule.months.wrong"));
        return;
      }
    }
    TopicId id = topic().id();
    catalogue.rule(desk.id(), id, count, Boolean.TRUE.equals(ownProducts));
    onward.to(desk.url("/staff/catalogue/topic?id=" + id), say.of("rule.saved"));
  }

  /** Saves the switch of the controller. */
  public void saveController() {
    catalogue.countFreeAccounts(desk.id(), Boolean.TRUE.equals(freeAccounts));
    onward.to(desk.url("/staff/catalogue/controller?id=" + desk.id()), say.of("rule.saved"));
  }

  public String getMonths() {
    if (months == null) {
      months = topic().expiryMonths().map(Object::toString).orElse("");
    }
    return months;
  }

  public void setMonths(String months) {
    this.months = months == null ? "" : months;
  }

  public boolean isOwnProducts() {
    return ownProducts == null ? topic().isAboutOwnProducts() : ownProducts;
  }

  public void setOwnProducts(boolean ownProducts) {
    this.ownProducts = ownProducts;
  }

  public boolean isFreeAccounts() {
    return freeAccounts == null ? desk.controller().countsFreeAccounts() : freeAccounts;
  }

  public void setFreeAccounts(boolean freeAccounts) {
    this.freeAccounts = freeAccounts;
  }
}
