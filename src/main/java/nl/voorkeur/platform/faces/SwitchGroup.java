package nl.voorkeur.platform.faces;

import java.util.List;
import java.util.Optional;

/** Switches under one heading. */
public record SwitchGroup(String heading, List<Switch> switches) {

  public SwitchGroup {
    switches = List.copyOf(switches);
  }

  /**
   * Something that a person gets or does not get.
   *
   * @param id its number, the value that the form posts
   * @param note what the person must know about it now, such as that a confirmation is awaited
   * @param always the word that stands in the place of the switch when there is nothing to choose
   */
  public record Switch(
      long id, String name, String description, Optional<String> note, Optional<String> always) {}
}
