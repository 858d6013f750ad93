package nl.voorkeur.permission;

import java.util.HashMap;
import java.util.Map;

/** Facts by name, as an entry's evidence holds them. */
final class Facts {

  private Facts() {}

  static Map<String, String> joined(Map<String, String> some, Map<String, String> others) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(others);
    return all;
  }
}
