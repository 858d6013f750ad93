package nl.voorkeur.permission.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.ControllerRole;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.text.Times;
import nl.voorkeur.recipient.Recipients;

/** Whether everything is in order at one controller. */
@Named
@RequestScoped
public class DashboardPage {

  @Inject private Desk desk;
  @Inject private Catalogue catalogue;
  @Inject private Recipients recipients;
  @Inject private TopicTallies tallies;
  @Inject private DeskText say;
  @Inject private Clock clock;

  private List<Concern> concerns;

  /** Something that waits for somebody. Bundle keys: {@code concern.x}. */
  public record Concern(String what, String value, String url) {}

  public List<Concern> getConcerns() {
    if (concerns == null) {
      concerns = new ArrayList<>();
      desk.find().ifPresent(this::worry);
    }
    return concerns;
  }

  private void worry(Controller controller) {
    String page = desk.url("/staff/catalogue/controller?id=" + controller.id());
    if (!controller.isSenderVerified()) {
      concerns.add(new Concern("sender", controller.senderAddress().value(), page));
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), Times.ZONE);
    boolean agreed =
        controller.ourRole() == ControllerRole.CONTROLLER
            || catalogue.agreements(controller.id()).stream().anyMatch(a -> a.isInForce(today));
    if (!agreed) {
      concerns.add(new Concern("agreement", controller.name(), page));
    }
    if (tallies.getRows().isEmpty()) {
      concerns.add(new Concern("topics", controller.name(), desk.url("/staff/catalogue/topic")));
    }
  }

  /** The answer to the question in the title. */
  public String getAnswer() {
    return say.of("dashboard.answer", getConcerns().size(), say.time(clock.instant()));
  }

  /** How many recipients the controller has. */
  public long getKnown() {
    return recipients.count(desk.id(), "");
  }
}
