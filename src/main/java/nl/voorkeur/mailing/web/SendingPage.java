package nl.voorkeur.mailing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.mailing.SendingLimits;
import nl.voorkeur.mailing.SendingRules;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Problems;

/** How fast a controller's mail leaves, for how long it is tried, and when it stops by itself. */
@Named
@RequestScoped
public class SendingPage {

  /** In the order of the page, so that the first problem is the topmost. */
  private static final List<String> FIELDS =
      List.of(
          "perSecond",
          "connections",
          "domains",
          "warmUpFrom",
          "warmUp",
          "lifetime",
          "bounces",
          "complaints",
          "after");

  @Inject private SendingLimits limits;
  @Inject private Desk desk;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private MailingWords words;

  private SendingForm form;

  private SendingForm form() {
    if (form == null) {
      form = SendingForm.of(limits.of(desk.id()));
    }
    return form;
  }

  /** What the fields show, by their ids. */
  public Map<String, String> getFields() {
    return form().getFields();
  }

  /** How much of today's maximum was used; empty while no warm-up plan runs. */
  public String getToday() {
    return limits
        .today(desk.id())
        .map(today -> words.of("sending.today", today.used(), today.most()))
        .orElse("");
  }

  /** Saves all, or says what can't be read. */
  public void save() {
    Optional<SendingRules> rules = form().rules();
    FIELDS.stream()
        .filter(form().faults()::contains)
        .forEach(field -> problems.add(field, words.of("sending." + field + ".wrong")));
    rules.ifPresent(
        good -> {
          limits.save(desk.id(), good);
          onward.to(desk.url("/staff/mailing/sending"), words.of("sending.saved"));
        });
  }
}
