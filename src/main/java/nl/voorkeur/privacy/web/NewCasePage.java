package nl.voorkeur.privacy.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.privacy.NewCase;
import nl.voorkeur.privacy.RightsCase.Identity;
import nl.voorkeur.privacy.RightsCase.Kind;
import nl.voorkeur.privacy.RightsCase.Reached;
import nl.voorkeur.privacy.RightsCases;
import nl.voorkeur.recipient.Recipient;
import nl.voorkeur.recipient.Recipients;

/** A request that somebody made by phone, by letter or at the desk, taken up as a case. */
@Named
@RequestScoped
public class NewCasePage {

  private static final int LONGEST = 1_000;

  @Inject private RightsCases cases;
  @Inject private Recipients recipients;
  @Inject private Desk desk;
  @Inject private CaseWords words;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private DeskText say;

  private Kind kind;
  private Reached reached;
  private Identity identity;
  private String asked;
  private String askedOn;

  /** Somebody of another controller is as good as nobody. */
  public void open() {
    if (person().isEmpty()) {
      onward.toNowhere();
    }
  }

  private Optional<Recipient> person() {
    return parameters
        .number("recipient")
        .flatMap(id -> recipients.find(desk.id(), new RecipientId(id)));
  }

  /** The person, masked: to see more their page has to be opened. */
  public String getMasked() {
    return person().map(one -> one.address().masked()).orElse("");
  }

  public String getBack() {
    return "/staff/recipient/recipient?id=" + parameters.number("recipient").orElse(0L);
  }

  public void add() {
    require("kind", kind);
    require("reached", reached);
    require("identity", identity);
    if (asked == null || asked.isBlank() || asked.length() > LONGEST) {
      problems.add("asked", say.of("text.missing"));
    }
    Optional<LocalDate> day = day();
    if (day.isEmpty()) {
      problems.add("askedOn", say.of("case.askedOn.wrong"));
    }
    if (!problems.isAny()) {
      long id =
          cases.open(
              desk.id(),
              new NewCase(
                  person().orElseThrow().id(),
                  kind,
                  reached,
                  identity,
                  asked.strip(),
                  day.orElseThrow()));
      onward.to(desk.url("/staff/privacy/case?id=" + id), say.of("case.opened"));
    }
  }

  private void require(String field, Object value) {
    if (value == null) {
      problems.add(field, say.of("case.choose"));
    }
  }

  /** When it was asked: not tomorrow, and not more than a year ago. */
  private Optional<LocalDate> day() {
    try {
      return Optional.ofNullable(askedOn)
          .map(LocalDate::parse)
          .filter(day -> !day.isAfter(words.today()) && day.isAfter(words.today().minusYears(1)));
    } catch (DateTimeException notADay) {
      return Optional.empty();
    }
  }

  public Kind[] getKinds() {
    return Kind.values();
  }

  public Reached[] getWays() {
    return Reached.values();
  }

  public Identity[] getIdentities() {
    return Identity.values();
  }

  public Kind getKind() {
    return kind;
  }

  public void setKind(Kind kind) {
    this.kind = kind;
  }

  public Reached getReached() {
    return reached;
  }

  public void setReached(Reached reached) {
    this.reached = reached;
  }

  public Identity getIdentity() {
    return identity;
  }

  public void setIdentity(Identity identity) {
    this.identity = identity;
  }

  public String getAsked() {
    return asked;
  }

  public void setAsked(String asked) {
    this.asked = asked;
  }

  public String getAskedOn() {
    return askedOn == null ? words.today().toString() : askedOn;
  }

  public void setAskedOn(String askedOn) {
    this.askedOn = askedOn == null ? "" : askedOn;
  }
}
