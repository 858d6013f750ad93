package nl.voorkeur.mailing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import nl.voorkeur.mailing.Slots.Slot;

/** A text with places, cut once and filled in for each recipient. */
record Template(List<String> literals, List<Slot> places) {

  Template {
    literals = List.copyOf(literals);
    places = List.copyOf(places);
  }

  /** A text without places. */
  static Template of(String text) {
    return new Template(List.of(text), List.of());
  }

  /** The same with something before it. */
  Template after(String words) {
    List<String> longer = new ArrayList<>(literals);
    longer.set(0, words + literals.get(0));
    return new Template(longer, places);
  }

  /**
   * @param values what is known of this recipient
   * @param escape makes a value harmless where it goes
   */
  String fill(Map<MergeField, String> values, UnaryOperator<String> escape) {
    StringBuilder text = new StringBuilder(literals.get(0));
    for (int i = 0; i < places.size(); i++) {
      text.append(escape.apply(places.get(i).value(values)));
      text.append(literals.get(i + 1));
    }
    return text.toString();
  }
}
