package nl.voorkeur.preference.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.faces.PageText;
import nl.voorkeur.platform.text.Moments;
import nl.voorkeur.platform.text.Texts;
import nl.voorkeur.preference.MyData.Part;
import nl.voorkeur.recipient.PersonalRecord;

/** What is held about a person, in the words of a page. */
final class RecordWords {

  /** A fact and what it says. */
  public record Fact(String name, String value) {}

  /** A fact about the person and where it came from. */
  public record Held(String name, String value, String source) {}

  /** Something that happened, or that is held. */
  public record Entry(String at, String iso, List<Fact> facts) {}

  private final PageText text;
  private final Moments moments;
  private final Language language;

  RecordWords(PageText text, Moments moments, Language language) {
    this.text = text;
    this.moments = moments;
    this.language = language;
  }

  Entry entry(Part part, PersonalRecord record) {
    return new Entry(
        record.at().map(at -> moments.full(at, language)).orElse(""),
        record.at().map(Instant::toString).orElse(""),
        record.facts().entrySet().stream().map(fact -> fact(part, fact)).toList());
  }

  /** One fact of the profile; a question of the controller is named by its own words. */
  Held held(PersonalRecord record) {
    Map<String, String> facts = record.facts();
    String item = facts.getOrDefault("item", "");
    String source = facts.getOrDefault("source", "");
    Texts page = text.texts();
    return new Held(
        word(page, "fact.", item),
        value("profile", item, facts.getOrDefault("value", "")),
        source.equals("recipient") ? page.get("mydata.source.you") : source);
  }

  private Fact fact(Part part, Map.Entry<String, String> fact) {
    return new Fact(
        text.of("fact." + fact.getKey()), value(part.name(), fact.getKey(), fact.getValue()));
  }

  /** A code in words, a time as people read it, anything else as it is. */
  String value(String part, String name, String value) {
    Texts reasons = Texts.of("Reasons", language);
    Texts page = text.texts();
    return switch (name) {
      case "kind" ->
          part.equals("permissions")
              ? word(reasons, "ledger.", value)
              : word(page, "mydata.kind.", value);
      case "mail" -> word(page, "mydata.kind.", value);
      case "route" -> word(reasons, "route.", value);
      case "basis" -> word(reasons, "basis.", value);
      case "denial" -> word(reasons, "denied.", value);
      case "state" -> word(page, "mydata.state.", value);
      case "actor" -> word(page, "mydata.actor.", value);
      case "item" -> word(page, "fact.", value);
      case "source" -> value.equals("recipient") ? page.get("mydata.source.you") : value;
      case "reason" -> word(page, "unsubscribe.why.", value);
      case "outcome" -> part.equals("cases") ? word(page, "mydata.case.", value) : value;
      case "language" -> Language.of(value).map(Language::ownName).orElse(value);
      case "confirmed_at", "until", "expires_at", "used_at" ->
          time(value).map(at -> moments.full(at, language)).orElse(value);
      default -> value;
    };
  }

  private static String word(Texts texts, String prefix, String code) {
    return texts.has(prefix + code) ? texts.get(prefix + code) : code;
  }

  private static Optional<Instant> time(String value) {
    try {
      return Optional.of(Instant.parse(value));
    } catch (DateTimeException another) {
      return Optional.empty();
    }
  }
}
