package nl.voorkeur.privacy.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.platform.text.Times;
import nl.voorkeur.privacy.Countries;
import nl.voorkeur.privacy.OwnUse;
import nl.voorkeur.privacy.PrivacyFacts;
import nl.voorkeur.privacy.Processor;
import nl.voorkeur.privacy.ProcessorCategory;
import nl.voorkeur.privacy.Safeguard;

/** The register of processors of the controller on the desk, and one entry of it. */
@Named
@RequestScoped
public class ProcessorPage {

  private static final String LIST = "/staff/privacy/processors";

  @Inject private PrivacyFacts privacy;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private DeskText say;
  @Inject private PrivacyWords words;
  @Inject private PageLanguage language;
  @Inject private Clock clock;

  private List<Processor> all;
  private ProcessorForm form;

  /** An entry of another controller is as good as none (promise 7). */
  public void open() {
    if (parameters.text("id").isPresent() && find().isEmpty()) {
      onward.toNowhere();
    }
  }

  public List<Processor> getAll() {
    if (all == null) {
      all = privacy.processors(desk.id());
    }
    return all;
  }

  private Optional<Processor> find() {
    return parameters
        .number("id")
        .flatMap(id -> getAll().stream().filter(one -> one.id() == id).findFirst());
  }

  public boolean isThere() {
    return find().isPresent();
  }

  public String getTitle() {
    return find().map(Processor::name).orElseGet(() -> words.of("processor.new"));
  }

  public ProcessorForm getForm() {
    if (form == null) {
      form = find().map(ProcessorForm::of).orElseGet(ProcessorForm::new);
    }
    return form;
  }

  public List<Language> getLanguages() {
    return desk.controller().languages();
  }

  public List<String> getCountries() {
    return Countries.byName(language.getCurrent());
  }

  public ProcessorCategory[] getCategories() {
    return ProcessorCategory.values();
  }

  public Safeguard[] getSafeguards() {
    return Safeguard.values();
  }

  public OwnUse[] getOwnUses() {
    return OwnUse.values();
  }

  public boolean isAgreed(Processor one) {
    return one.isAgreed(LocalDate.ofInstant(clock.instant(), Times.ZONE));
  }

  public boolean isUnsafe(Processor one) {
    return one.isAbroad() && one.safeguard().isEmpty();
  }

  /** What makes the transfer lawful, or that there is none. */
  public String safeguard(Processor one) {
    return one.safeguard()
        .map(words::option)
        .orElseGet(() -> words.of(one.isAbroad() ? "safeguard.missing" : "safeguard.needless"));
  }

  public void save() {
    getForm().check(problems, say, getLanguages());
    if (problems.isAny()) {
      return;
    }
    long id = find().map(Processor::id).orElse(0L);
    Processor typed = form.processor(id, getLanguages());
    boolean taken =
        getAll().stream().anyMatch(one -> one.id() != id && one.name().equals(typed.name()));
    if (taken) {
      problems.add("name", words.of("processor.taken"));
      return;
    }
    boolean done =
        id == 0 ? privacy.add(desk.id(), typed).isPresent() : privacy.change(desk.id(), typed);
    onward.to(desk.url(LIST), done ? words.of("processor.saved") : say.of("stale"));
  }

  public void remove() {
    find().ifPresent(one -> privacy.remove(desk.id(), one.id()));
    onward.to(desk.url(LIST), words.of("processor.removed"));
  }
}
