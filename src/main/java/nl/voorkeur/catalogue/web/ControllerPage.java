package nl.voorkeur.catalogue.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Agreement;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.ControllerRole;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.platform.text.Times;

/** One controller, or a new one: who it is, in whose name it mails, under which agreement. */
@Named
@RequestScoped
public class ControllerPage {

  @Inject private Catalogue catalogue;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private DeskText say;
  @Inject private Clock clock;

  private Optional<Controller> controller;
  private ControllerForm form;
  private AgreementForm agreement;
  private boolean checked;

  /** An id that nobody has leads nowhere. */
  public void open() {
    if (parameters.text("id").isPresent() && find().isEmpty()) {
      onward.toNowhere();
    }
  }

  private Optional<Controller> find() {
    if (controller == null) {
      controller = parameters.number("id").map(ControllerId::new).flatMap(catalogue::controller);
    }
    return controller;
  }

  public boolean isThere() {
    return find().isPresent();
  }

  public Controller getController() {
    return find().orElseThrow();
  }

  public ControllerForm getForm() {
    if (form == null) {
      form = find().map(ControllerForm::of).orElseGet(ControllerForm::new);
    }
    return form;
  }

  public AgreementForm getAgreement() {
    if (agreement == null) {
      agreement = new AgreementForm(today());
    }
    return agreement;
  }

  public void save() {
    getForm().check(problems, say);
    if (problems.isAny()) {
      return;
    }
    if (isThere()) {
      change();
    } else {
      add();
    }
  }

  private void add() {
    String slug = form.getSlug();
    Optional<Controller> same = catalogue.controller(slug);
    if (same.isPresent() && !same.get().name().equals(form.details().name())) {
      problems.add("slug", say.of("slug.taken"));
      return;
    }
    // the same name and slug twice is a second click
    ControllerId id =
        same.map(Controller::id)
            .orElseGet(() -> catalogue.add(slug, form.getOurRole(), form.details()));
    onward.to(
        "/staff/catalogue/controller?id=" + id + "&" + Desk.PARAMETER + "=" + slug,
        say.of("controller.added"));
  }

  private void change() {
    Controller known = getController();
    boolean done = catalogue.describe(known.id(), form.getVersion(), form.details());
    onward.to(address(), done ? say.of("controller.saved") : say.of("stale"));
  }

  public void verifySender() {
    if (!checked) {
      problems.add("checked", say.of("sender.unchecked"));
      return;
    }
    catalogue.verifySender(getController().id());
    onward.to(address(), say.of("sender.done"));
  }

  public void agree() {
    getAgreement().check(problems, say);
    if (problems.isAny()) {
      return;
    }
    boolean known =
        getAgreements().stream()
            .anyMatch(
                one ->
                    one.principal().equals(agreement.getPrincipal())
                        && one.validFrom().equals(agreement.begins()));
    if (!known) {
      catalogue.agree(
          getController().id(),
          agreement.getPrincipal(),
          agreement.getInstructions(),
          agreement.begins(),
          agreement.ends());
    }
    onward.to(address(), say.of("agreement.added"));
  }

  private String address() {
    return desk.url("/staff/catalogue/controller?id=" + getController().id());
  }

  /** Whether we act for it, and so need an agreement. */
  public boolean isActedFor() {
    return find().filter(one -> one.ourRole() != ControllerRole.CONTROLLER).isPresent();
  }

  public List<Agreement> getAgreements() {
    return catalogue.agreements(getController().id());
  }

  public boolean isInForce(Agreement one) {
    return one.isInForce(today());
  }

  public String term(Agreement one) {
    return one.validUntil()
        .map(end -> say.of("agreement.term", say.day(one.validFrom()), say.day(end)))
        .orElseGet(() -> say.of("agreement.since", say.day(one.validFrom())));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Times.ZONE);
  }

  public boolean isChecked() {
    return checked;
  }

  public void setChecked(boolean checked) {
    this.checked = checked;
  }
}
