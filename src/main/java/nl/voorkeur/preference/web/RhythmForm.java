package nl.voorkeur.preference.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.voorkeur.platform.faces.RadioChoice;
import nl.voorkeur.preference.Overview.Person;
import nl.voorkeur.preference.Wish;

/** The fields by which somebody says when and how much they are mailed, on whichever page. */
public final class RhythmForm {

  private final RhythmSheet sheet;
  private final Optional<Person> person;
  private final List<RadioChoice> pauses;
  private String pause;
  private String until = "";
  private String most;

  private RhythmForm(
      RhythmSheet sheet, Optional<Person> person, List<RadioChoice> pauses, String pause) {
    this.sheet = sheet;
    this.person = person;
    this.pauses = pauses;
    this.pause = pause;
    this.most = RhythmSheet.code(person.flatMap(Person::most));
  }

  /** Shows what holds now. */
  static RhythmForm ofAll(RhythmSheet sheet, Optional<Person> person) {
    List<RadioChoice> pauses = person.map(sheet::pauses).orElse(List.of());
    return new RhythmForm(sheet, person, pauses, RhythmSheet.KEEP);
  }

  /** Offers a new pause only. */
  static RhythmForm ofLess(RhythmSheet sheet, Optional<Person> person) {
    return new RhythmForm(sheet, person, sheet.newPauses(), "3");
  }

  /** Whether a date is needed and is not one that a pause can end on. */
  boolean isDateWrong() {
    return sheet.isDateWrong(pause, until);
  }

  /** The pause that was chosen. */
  Wish pauseOf(Wish wish) {
    return sheet.pause(wish, pause, until);
  }

  /** The frequency that was chosen. */
  Wish mostOf(Wish wish) {
    return sheet.most(wish, most);
  }

  public List<RadioChoice> getPauses() {
    return pauses;
  }

  public List<RadioChoice> getMosts() {
    return person.map(sheet::mosts).orElse(List.of());
  }

  public String getTomorrow() {
    return sheet.tomorrow();
  }

  public String getPause() {
    return pause;
  }

  public void setPause(String pause) {
    this.pause = Objects.requireNonNullElse(pause, RhythmSheet.KEEP);
  }

  public String getUntil() {
    return until;
  }

  public void setUntil(String until) {
    this.until = Objects.requireNonNullElse(until, "");
  }

  public String getMost() {
    return most;
  }

  public void setMost(String most) {
    this.most = Objects.requireNonNullElse(most, RhythmSheet.AS_MUCH);
  }
}
