package nl.voorkeur.privacy;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nl.voorkeur.catalogue.ControllerRole;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.TopicKind;

/** All that a statement is written from, as it stands on one day. */
record Material(
    Responsible responsible,
    List<Mail> mails,
    Answers answers,
    List<Processor> processors,
    LocalDate today) {

  /**
   * The controller.
   *
   * @param principal who gives us its instructions, when there is an agreement in force
   * @param tracks whether it counts opens and clicks of those who agree to that
   */
  record Responsible(
      String name,
      String postalAddress,
      String email,
      Optional<String> phone,
      ControllerRole ourRole,
      Optional<String> principal,
      List<Language> languages,
      boolean tracks) {

    Responsible {
      languages = List.copyOf(languages);
    }
  }

  /** An open topic. */
  record Mail(TopicKind kind, Map<Language, String> names) {

    Mail {
      names = Map.copyOf(names);
    }

    /** In that language, or in another one when it has no name there. */
    String name(Language language) {
      return Optional.ofNullable(names.get(language))
          .orElseGet(() -> new EnumMap<>(names).values().iterator().next());
    }
  }

  Material {
    mails = List.copyOf(mails);
    processors = List.copyOf(processors);
  }

  /** The same, answered otherwise. */
  Material with(Answers other) {
    return new Material(responsible, mails, other, processors, today);
  }

  /** The same, with other processors. */
  Material with(List<Processor> others) {
    return new Material(responsible, mails, answers, others, today);
  }

  Optional<Ground> ground(Question purpose) {
    return answers.one(purpose, Ground.class);
  }

  /** Whether some purpose rests on one of the grounds. */
  boolean restsOn(Ground... grounds) {
    return Question.PURPOSES.stream()
        .flatMap(purpose -> ground(purpose).stream())
        .anyMatch(Set.of(grounds)::contains);
  }

  /** The processors, when the controller says that it has some. */
  List<Processor> engaged() {
    return answers.one(Question.PROCESSORS, Used.class).filter(Used.SOME::equals).isPresent()
        ? processors
        : List.of();
  }

  boolean shares(Sharing why) {
    return answers.many(Question.SHARED, Sharing.class).contains(why);
  }

  /** Where others keep what they get; asked only when somebody gets data by a contract. */
  Optional<Abroad> sharedAbroad() {
    return shares(Sharing.CONTRACT)
        ? answers.one(Question.SHARED_ABROAD, Abroad.class)
        : Optional.empty();
  }

  /** Every kind of data, wherever it comes from. */
  Set<DataCategory> data() {
    Set<DataCategory> all = new HashSet<>();
    Stream.of(
            Question.DATA_GIVEN,
            Question.DATA_GENERATED,
            Question.DATA_PUBLIC,
            Question.DATA_PRINCIPAL)
        .forEach(source -> all.addAll(answers.many(source, DataCategory.class)));
    return all;
  }

  /** The periods that have to be told, given the data there are. */
  List<Question> periods() {
    Set<DataCategory> data = data();
    return Question.PERIODS.stream()
        .filter(
            one ->
                switch (one) {
                  case KEEP_RELATION -> data.contains(DataCategory.RELATION);
                  case KEEP_ANSWERS -> data.contains(DataCategory.ANSWERS);
                  default -> true;
                })
        .toList();
  }

  /** The purpose that mail of a kind belongs to. */
  static Question purpose(TopicKind kind) {
    return switch (kind) {
      case NEWSLETTER, UPDATE -> Question.FOR_NEWS;
      case PROMOTION -> Question.FOR_OFFERS;
      case SURVEY -> Question.FOR_SURVEY;
      case SERVICE -> Question.FOR_CONTRACT;
      case LEGAL_NOTICE -> Question.FOR_LAW;
    };
  }

  /** Transfers outside the EEA of which nobody said what makes them lawful. */
  List<String> unsafeTransfers() {
    Stream<String> register =
        engaged().stream()
            .filter(one -> one.isAbroad() && one.safeguard().isEmpty())
            .map(Processor::name);
    Stream<String> others = sharedAbroad().filter(Abroad.UNSAFE::equals).map(x -> "").stream();
    return Stream.concat(register, others).toList();
  }
}
