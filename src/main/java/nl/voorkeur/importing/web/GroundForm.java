package nl.voorkeur.importing.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Agreement;
import nl.voorkeur.importing.Ground;
import nl.voorkeur.importing.Source;
import nl.voorkeur.platform.faces.Problems;

/** From whom a file comes, and what was promised about it. */
public class GroundForm {

  private final List<Agreement> agreements;
  private boolean declared;
  private boolean freeAccounts;
  private Source source;
  private String from;
  private String obtainedOn;
  private String agreement;
  private String wording;
  private boolean keeping;

  /**
   * As it was said before, or as most would say it.
   *
   * @param agreements in force, of which the only one is suggested
   */
  GroundForm(Ground before, boolean anew, List<Agreement> agreements) {
    this.agreements = List.copyOf(agreements);
    this.declared = before.obtainedAtSale();
    this.freeAccounts = before.freeAccounts();
    this.source = before.source().orElse(null);
    this.from = before.from();
    this.obtainedOn = before.obtainedOn().map(LocalDate::toString).orElse("");
    this.agreement =
        before
            .agreement()
            .or(
                () ->
                    anew && agreements.size() == 1
                        ? Optional.of(agreements.get(0).id())
                        : Optional.empty())
            .map(Object::toString)
            .orElse("");
    this.wording = before.wording();
    this.keeping = anew || before.keepsUnproven();
  }

  /** What it comes to; problems are told at their fields. */
  Optional<Ground> ground(Problems problems, ImportWords words) {
    if (source == null) {
      problems.add("source", words.of("plan.SOURCE_MISSING"));
    }
    if (from.isBlank()) {
      problems.add("from", words.of("plan.FROM_MISSING"));
    }
    Optional<LocalDate> day = Optional.empty();
    if (source == Source.OTHER) {
      try {
        day = Optional.of(LocalDate.parse(obtainedOn.strip()));
      } catch (DateTimeParseException noDay) {
        problems.add("obtainedOn", words.of("plan.OBTAINED_MISSING"));
        return Optional.empty();
      }
    }
    if (source == null || from.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new Ground(
            declared,
            freeAccounts,
            Optional.of(source),
            from,
            day,
            agreement.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(agreement)),
            wording,
            keeping));
  }

  public List<Agreement> getAgreements() {
    return agreements;
  }

  public Source[] getSources() {
    return Source.values();
  }

  public boolean isDeclared() {
    return declared;
  }

  public void setDeclared(boolean declared) {
    this.declared = declared;
  }

  public boolean isFreeAccounts() {
    return freeAccounts;
  }

  public void setFreeAccounts(boolean freeAccounts) {
    this.freeAccounts = freeAccounts;
  }

  public Source getSource() {
    return source;
  }

  void choose(Source chosen) {
    source = chosen;
  }

  public String getFrom() {
    return from;
  }

  public void setFrom(String from) {
    this.from = from == null ? "" : from;
  }

  public String getObtainedOn() {
    return obtainedOn;
  }

  public void setObtainedOn(String obtainedOn) {
    this.obtainedOn = obtainedOn == null ? "" : obtainedOn;
  }

  public String getAgreement() {
    return agreement;
  }

  public void setAgreement(String agreement) {
    this.agreement = agreement == null || !agreement.matches("[0-9]{1,18}") ? "" : agreement;
  }

  public String getWording() {
    return wording;
  }

  public void setWording(String wording) {
    this.wording = wording == null ? "" : wording;
  }

  public boolean isKeeping() {
    return keeping;
  }

  public void setKeeping(boolean keeping) {
    this.keeping = keeping;
  }
}
