package nl.voorkeur.platform.faces;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.voorkeur.platform.faces.SwitchGroup.Switch;

/** What was posted of a form's fields, by their names. */
public record Posted(Map<String, String[]> values) {

  public static Posted of(HttpServletRequest request) {
    return new Posted(request.getParameterMap());
  }

  /** Of a line, a menu or what nobody sees; nothing from a page that did not have it yet. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).map(all -> all[0]);
  }

  /** Whether one switch is on. */
  public boolean isOn(String name) {
    return values.containsKey(name);
  }

  /** Which of several answers; empty for none that is offered. */
  public String radio(String name, List<RadioChoice> choices) {
    String posted = text(name).orElse("");
    return choices.stream().anyMatch(one -> one.code().equals(posted)) ? posted : "";
  }

  /** The switches of topics; numbers that the page does not offer are ignored. */
  public Choice topics(String name, List<SwitchGroup> groups) {
    Set<Long> offered =
        groups.stream()
            .flatMap(group -> group.switches().stream())
            .filter(one -> one.always().isEmpty())
            .map(Switch::id)
            .collect(Collectors.toSet());
    String[] none = {};
    String[] shown =
        String.join(",", values.getOrDefault(name + Field.Topics.SHOWN, none)).split(",");
    return new Choice(numbers(shown, offered), numbers(values.getOrDefault(name, none), offered));
  }

  private static Set<Long> numbers(String[] texts, Set<Long> offered) {
    Set<String> given = new HashSet<>(Arrays.asList(texts));
    return offered.stream().filter(id -> given.contains(id.toString())).collect(Collectors.toSet());
  }
}
