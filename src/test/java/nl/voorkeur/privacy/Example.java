package nl.voorkeur.privacy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.ControllerRole;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.TopicKind;

/** A controller that does everything there is to tell about, and told it. */
final class Example {

  static final LocalDate TODAY = LocalDate.parse("2026-11-22");

  private Example() {}

  static Material complete() {
    return new Material(
        new Material.Responsible(
            "Voorbeeld B.V.",
            "Havenstraat 12, Voorbeeldstad",
            "privacy@voorbeeld.example",
            Optional.of("088 3232 010"),
            ControllerRole.SUB_PROCESSOR,
            Optional.of("Opdrachtgever N.V."),
            List.of(Language.values()),
            false),
        Arrays.stream(TopicKind.values())
            .map(kind -> new Material.Mail(kind, Map.of(Language.NL, "Post " + kind)))
            .toList(),
        answers(),
        List.of(
            processor(1, ProcessorCategory.HOSTING, "NL"),
            processor(2, ProcessorCategory.SUPPORT, "US"),
            processor(3, ProcessorCategory.MAILING, "DE"),
            processor(4, ProcessorCategory.ANALYTICS, "US"),
            withOwnUse(processor(5, ProcessorCategory.ADVERTISING, "JP"), OwnUse.YES)),
        TODAY);
  }

  static Processor processor(long id, ProcessorCategory category, String country) {
    return new Processor(
        id,
        "Bedrijf " + id,
        category,
        country,
        Countries.isInEea(country) ? Optional.empty() : Optional.of(Safeguard.CLAUSES),
        Optional.of(TODAY.minusYears(1)),
        Optional.empty(),
        Optional.of("https://policy.example/" + id),
        Optional.of(OwnUse.NO),
        inEveryLanguage("taak " + id),
        inEveryLanguage("doorgifte " + id),
        0);
  }

  static Processor withOwnUse(Processor one, OwnUse use) {
    return new Processor(
        one.id(),
        one.name(),
        one.category(),
        one.country(),
        one.safeguard(),
        one.agreedFrom(),
        one.agreedUntil(),
        one.policy(),
        Optional.ofNullable(use),
        one.duties(),
        one.onward(),
        one.version());
  }

  static Map<Language, String> inEveryLanguage(String text) {
    return Arrays.stream(Language.values())
        .collect(Collectors.toMap(one -> one, one -> text + " " + one));
  }

  /** Every question answered, with every option that may be ticked, each purpose done. */
  static Answers answers() {
    Map<Question, String> plain = new EnumMap<>(Question.class);
    Map<Question, Map<Language, String>> words = new EnumMap<>(Question.class);
    for (Question one : Question.values()) {
      switch (one.kind()) {
        case MANY ->
            plain.put(one, one.options().stream().map(Enum::name).collect(Collectors.joining(",")));
        case ONE -> plain.put(one, one.options().get(one.options().size() - 1).name());
        case WORDS -> words.put(one, inEveryLanguage("zin " + one));
        case PERIOD -> plain.put(one, "3 YEARS");
        case ADDRESS -> plain.put(one, "https://example.org/" + one);
        case COUNTRY -> plain.put(one, "US");
        case LINE -> plain.put(one, "regel " + one);
      }
    }
    plain.put(Question.OFFICER, Officer.APPOINTED.name());
    plain.put(Question.SHARED_ABROAD, Abroad.ADEQUACY.name());
    plain.put(Question.FOR_SURVEY, Ground.CONSENT.name());
    return new Answers(plain, words);
  }
}
