package nl.voorkeur.platform.faces;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a person chose, beside what the page had shown: only the difference is their wish, so that a
 * second tab or an old page undoes nothing that happened since.
 */
public record Choice(Set<Long> shown, Set<Long> chosen) {

  public Choice {
    shown = Set.copyOf(shown);
    chosen = Set.copyOf(chosen);
  }

  /** A page that shows what holds now, and nothing chosen yet. */
  public static Choice shows(Set<Long> on) {
    return new Choice(on, on);
  }

  public Set<Long> turnedOn() {
    return without(chosen, shown);
  }

  public Set<Long> turnedOff() {
    return without(shown, chosen);
  }

  /** The wish to have it as it was. */
  public Choice back() {
    return new Choice(chosen, shown);
  }

  private static Set<Long> without(Set<Long> all, Set<Long> others) {
    return all.stream().filter(id -> !others.contains(id)).collect(Collectors.toUnmodifiableSet());
  }
}
