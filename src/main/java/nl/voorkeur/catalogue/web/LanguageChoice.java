package nl.voorkeur.catalogue.web;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.voorkeur.kernel.Language;

/** Which languages a controller writes in, and which of them is its default. */
public final class LanguageChoice {

  private final Map<Language, Boolean> ticked = new EnumMap<>(Language.class);
  private Language first;

  LanguageChoice(List<Language> languages) {
    for (Language language : Language.values()) {
      ticked.put(language, languages.contains(language));
    }
    first = languages.get(0);
  }

  /** By language, for the boxes of the form. */
  public Map<Language, Boolean> getTicked() {
    return ticked;
  }

  public Language getFirst() {
    return first;
  }

  public void setFirst(Language first) {
    this.first = first;
  }

  /** The default first, whether its box was ticked or not. */
  List<Language> languages() {
    return Stream.concat(
            Stream.of(first),
            ticked.keySet().stream()
                .filter(one -> one != first && Boolean.TRUE.equals(ticked.get(one))))
        .toList();
  }
}
