package nl.voorkeur.privacy.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.privacy.Countries;
import nl.voorkeur.privacy.OwnUse;
import nl.voorkeur.privacy.Processor;
import nl.voorkeur.privacy.ProcessorCategory;
import nl.voorkeur.privacy.Safeguard;

/** What is typed about a processor, and what is wrong with it. */
public class ProcessorForm {

  private static final int LONGEST_DUTY = 300;

  private String name;
  private ProcessorCategory category = ProcessorCategory.HOSTING;
  private String country = "NL";
  private Safeguard safeguard;
  private String agreedFrom;
  private String agreedUntil;
  private String policy;
  private OwnUse ownUse;
  private final Map<String, String> duties = new HashMap<>();
  private final Map<String, String> onward = new HashMap<>();
  private long version;

  static ProcessorForm of(Processor one) {
    ProcessorForm form = new ProcessorForm();
    form.name = one.name();
    form.category = one.category();
    form.country = one.country();
    form.safeguard = one.safeguard().orElse(null);
    form.agreedFrom = one.agreedFrom().map(LocalDate::toString).orElse(null);
    form.agreedUntil = one.agreedUntil().map(LocalDate::toString).orElse(null);
    form.policy = one.policy().orElse(null);
    form.ownUse = one.ownUse().orElse(null);
    one.duties().forEach((language, text) -> form.duties.put(language.code(), text));
    one.onward().forEach((language, text) -> form.onward.put(language.code(), text));
    form.version = one.version();
    return form;
  }

  void check(Problems problems, DeskText say, List<Language> languages) {
    if (name == null || name.isBlank()) {
      problems.add("name", say.of("text.missing"));
    } else {
      plain(problems, say, "name", name, 120);
    }
    if (country == null || !Countries.isKnown(country)) {
      problems.add("country", say.of("text.missing"));
    }
    if (agreedFrom != null && date(agreedFrom).isEmpty()) {
      problems.add("agreedFrom", say.of("date.wrong"));
    } else if (agreedUntil != null
        && date(agreedUntil)
            .filter(end -> date(agreedFrom).filter(begin -> !end.isBefore(begin)).isPresent())
            .isEmpty()) {
      problems.add("agreedUntil", say.of("date.before"));
    }
    if (policy != null && !FactsPage.WEB.matcher(policy).matches()) {
      problems.add("policy", say.of("website.wrong"));
    }
    for (Language each : languages) {
      plain(problems, say, "duty_" + each.code(), duties.get(each.code()), LONGEST_DUTY);
      plain(
          problems,
          say,
          "onward_" + each.code(),
          onward.get(each.code()),
          FactsPage.LONGEST_SENTENCE);
    }
  }

  private static void plain(
      Problems problems, DeskText say, String field, String text, int longest) {
    if (text == null) {
      return;
    }
    if (text.length() > longest) {
      problems.add(field, say.of("text.long", longest));
    } else if (text.replaceAll("\\R", " ").chars().anyMatch(Character::isISOControl)) {
      problems.add(field, say.of("text.control"));
    }
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  /** What was typed, once it was checked. */
  Processor processor(long id, List<Language> languages) {
    return new Processor(
        id,
        name.strip(),
        category,
        country,
        Optional.ofNullable(safeguard),
        date(agreedFrom),
        date(agreedUntil),
        Optional.ofNullable(policy),
        Optional.ofNullable(ownUse),
        words(duties, languages),
        words(onward, languages),
        version);
  }

  private static Map<Language, String> words(Map<String, String> typed, List<Language> languages) {
    Map<Language, String> words = new EnumMap<>(Language.class);
    for (Language each : languages) {
      String text = typed.get(each.code());
      if (text != null && !text.isBlank()) {
        words.put(each, text.strip().replaceAll("\\R", " "));
      }
    }
    return words;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public ProcessorCategory getCategory() {
    return category;
  }

  public void setCategory(ProcessorCategory category) {
    this.category = category;
  }

  public String getCountry() {
    return country;
  }

  public void setCountry(String country) {
    this.country = country;
  }

  public Safeguard getSafeguard() {
    return safeguard;
  }

  public void setSafeguard(Safeguard safeguard) {
    this.safeguard = safeguard;
  }

  public String getAgreedFrom() {
    return agreedFrom;
  }

  public void setAgreedFrom(String agreedFrom) {
    this.agreedFrom = agreedFrom;
  }

  public String getAgreedUntil() {
    return agreedUntil;
  }

  public void setAgreedUntil(String agreedUntil) {
    this.agreedUntil = agreedUntil;
  }

  public String getPolicy() {
    return policy;
  }

  public void setPolicy(String policy) {
    this.policy = policy;
  }

  public OwnUse getOwnUse() {
    return ownUse;
  }

  public void setOwnUse(OwnUse ownUse) {
    this.ownUse = ownUse;
  }

  /** By the code of the language. */
  public Map<String, String> getDuties() {
    return duties;
  }

  /** By the code of the language. */
  public Map<String, String> getOnward() {
    return onward;
  }

  public long getVersion() {
    return version;
  }

  public void setVersion(long version) {
    this.version = version;
  }
}
