package nl.voorkeur.mailing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.mailing.Launch;
import nl.voorkeur.mailing.MailingPolicy;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Problems;

/** How a controller's mailings are looked after. */
@Named
@RequestScoped
public class PolicyPage {

  @Inject private Launch launch;
  @Inject private Desk desk;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private MailingWords words;

  private MailingPolicy policy;
  private Boolean secondPerson;
  private Boolean tracking;
  private String zone;
  private String addresses;

  private MailingPolicy policy() {
    if (policy == null) {
      policy = launch.policy(desk.id());
    }
    return policy;
  }

  public void save() {
    List<EmailAddress> list = new ArrayList<>();
    for (String line : getAddresses().split("[\\s,;]+")) {
      if (!line.isBlank()) {
        EmailAddress.parse(line)
            .fold(
                list::add,
                fault -> {
                  problems.add("addresses", words.of("policy.addresses.wrong", line));
                  return false;
                });
      }
    }
    if (list.size() > MailingPolicy.MOST_ADDRESSES) {
      problems.add("addresses", words.of("policy.addresses.many", MailingPolicy.MOST_ADDRESSES));
    }
    try {
      ZoneId where = ZoneId.of(getZone());
      if (!problems.isAny()) {
        launch.decide(desk.id(), new MailingPolicy(isSecondPerson(), isTracking(), where, list));
        onward.to(desk.url("/staff/mailing/policy"), words.of("policy.kept"));
      }
    } catch (DateTimeException unknown) {
      problems.add("zone", words.of("schedule.zone.missing"));
    }
  }

  public boolean isSecondPerson() {
    return secondPerson == null ? policy().secondPerson() : secondPerson;
  }

  public void setSecondPerson(boolean secondPerson) {
    this.secondPerson = secondPerson;
  }

  public boolean isTracking() {
    return tracking == null ? policy().tracking() : tracking;
  }

  public void setTracking(boolean tracking) {
    this.tracking = tracking;
  }

  public String getZone() {
    return zone == null ? policy().zone().getId() : zone;
  }

  public void setZone(String zone) {
    this.zone = zone == null ? "" : zone.strip();
  }

  public String getAddresses() {
    return addresses == null
        ? policy().testAddresses().stream()
            .map(EmailAddress::display)
            .collect(Collectors.joining("\n"))
        : addresses;
  }

  public void setAddresses(String addresses) {
    this.addresses = addresses == null ? "" : addresses;
  }
}
