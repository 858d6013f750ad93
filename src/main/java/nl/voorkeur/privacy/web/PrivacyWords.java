package nl.voorkeur.privacy.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.text.Texts;
import nl.voorkeur.privacy.Countries;
import nl.voorkeur.privacy.DataCategory;
import nl.voorkeur.privacy.Finding.Gap;
import nl.voorkeur.privacy.Group;
import nl.voorkeur.privacy.Law;
import nl.voorkeur.privacy.Measure;
import nl.voorkeur.privacy.ProcessorCategory;
import nl.voorkeur.privacy.Question;
import nl.voorkeur.privacy.Sharing;

/** The words of the staff pages about privacy. */
@Named
@RequestScoped
public class PrivacyWords {

  /** Options that are called as the statement calls them. */
  private static final Map<Class<?>, String> SAID_ALIKE =
      Map.of(
          Law.class, "law.",
          Group.class, "group.",
          DataCategory.class, "data.",
          Sharing.class, "sharing.",
          Measure.class, "measure.",
          ProcessorCategory.class, "processor.");

  @Inject private PageLanguage language;

  public String of(String key, Object... values) {
    return texts().get(key, values);
  }

  /** What an option is called. */
  public String option(Enum<?> option) {
    String prefix = SAID_ALIKE.get(option.getDeclaringClass());
    return prefix == null
        ? of("option." + option.getDeclaringClass().getSimpleName() + "." + option.name())
        : Texts.of("Statement", language.getCurrent()).get(prefix + option.name());
  }

  public String country(String code) {
    return Countries.name(code, language.getCurrent());
  }

  /** What helps to answer a question; may be empty. */
  public String hint(Question question) {
    String key = "hint." + question.name();
    return texts().has(key) ? texts().get(key) : "";
  }

  /** What to do about a gap. */
  public String todo(Gap gap) {
    String what =
        gap.question().map(question -> of("question." + question.name())).orElse(gap.name());
    String languages =
        gap.languages().stream().map(Language::ownName).collect(Collectors.joining(", "));
    return languages.isEmpty()
        ? of("todo." + gap.todo().name(), what)
        : of("todo.languages", of("todo." + gap.todo().name(), what), languages);
  }

  private Texts texts() {
    return Texts.of("Privacy", language.getCurrent());
  }
}
