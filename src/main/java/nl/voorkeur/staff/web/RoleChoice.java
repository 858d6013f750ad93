package nl.voorkeur.staff.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nl.voorkeur.platform.security.Role;

/** Which roles are ticked in a form. */
public final class RoleChoice {

  static final List<String> ALL = List.of(Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR);

  private final Map<String, Boolean> ticked = new LinkedHashMap<>();

  RoleChoice(Set<String> roles) {
    ALL.forEach(role -> ticked.put(role, roles.contains(role)));
  }

  /** By role, for the boxes of the form. */
  public Map<String, Boolean> getTicked() {
    return ticked;
  }

  Set<String> roles() {
    return ALL.stream()
        .filter(role -> Boolean.TRUE.equals(ticked.get(role)))
        .collect(Collectors.toSet());
  }
}
