package nl.voorkeur.permission.rest;

import java.util.HashMap;
import java.util.Map;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.permission.LedgerEntry;
import nl.voorkeur.permission.TopicChoice;

/** How the API shows permissions. */
final class Views {

  private Views() {}

  static Map<String, Object> decision(Decision decision) {
    return decision.fold(
        yes -> Map.of("permitted", true, "basis", yes.basis().name(), "proof", yes.proofSeq()),
        no -> Map.of("permitted", false, "reason", no.reason().name()));
  }

  static Map<String, Object> choice(TopicChoice choice) {
    Map<String, Object> view = new HashMap<>(decision(choice.decision()));
    view.put("topic", choice.topic().value());
    view.put("on", choice.on());
    view.put("requested", choice.requested());
    return view;
  }

  static Map<String, Object> entry(LedgerEntry entry) {
    Map<String, Object> view = new HashMap<>();
    view.put("seq", entry.seq());
    view.put("at", entry.at().toString());
    entry.topic().ifPresent(topic -> view.put("topic", topic.value()));
    view.put("kind", entry.kind().name());
    view.put("route", entry.route().name());
    view.put("actor", entry.actor());
    entry.wording().ifPresent(wording -> view.put("wording", wording));
    return view;
  }
}
