package nl.voorkeur.privacy;

import static nl.voorkeur.privacy.Question.ANALYTICS;
import static nl.voorkeur.privacy.Question.PROCESSORS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nl.voorkeur.catalogue.ControllerRole;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.privacy.Finding.Gap;
import nl.voorkeur.privacy.Finding.Todo;

/** Holds the facts against every clause (GDPR art. 5(2), 12 to 14). */
final class CompletenessCheck {

  /** How what is published compares with what would be written now. */
  enum Edition {
    NONE,
    OUTDATED,
    CURRENT
  }

  private final Material material;
  private final Answers answers;
  private final Edition edition;

  private CompletenessCheck(Material material, Edition edition) {
    this.material = material;
    this.answers = material.answers();
    this.edition = edition;
  }

  /** One finding for each clause, in their order. */
  static List<Finding> of(Material material, Edition edition) {
    CompletenessCheck check = new CompletenessCheck(material, edition);
    return Arrays.stream(Clause.values()).map(check::find).toList();
  }

  private Finding find(Clause clause) {
    return switch (clause) {
      case S1 -> published();
      case S2 -> said(clause, chosen(Question.MEASURES, Measure.ACCESS_BY_ROLE));
      case S3 -> said(clause, chosen(Question.LAWS));
      case S4 -> said(clause, chosen(Question.GROUPS), told(Question.INTRODUCTION, true));
      case S4A -> option(clause, Question.GROUPS, Group.VISITORS);
      case S4B -> option(clause, Question.GROUPS, Group.REGISTRANTS);
      case S4C -> option(clause, Question.GROUPS, Group.CLIENTS);
      case S4D -> option(clause, Question.GROUPS, Group.RECIPIENTS);
      case S4E -> option(clause, Question.GROUPS, Group.CONTACTS);
      case S5 ->
          said(
              clause,
              answered(Question.DATA_GIVEN),
              answered(Question.DATA_GENERATED),
              answered(Question.DATA_PUBLIC),
              answered(Question.DATA_PRINCIPAL),
              material.data().isEmpty() ? chosen(Question.DATA_GIVEN) : Optional.empty(),
              material.responsible().tracks()
                  ? chosen(Question.DATA_GENERATED, DataCategory.ENGAGEMENT)
                  : Optional.empty());
      case S5A -> any(clause, Question.DATA_GIVEN, Optional.empty());
      case S5B -> any(clause, Question.DATA_GENERATED, Optional.empty());
      case S5C -> any(clause, Question.DATA_PUBLIC, told(Question.PUBLIC_ORIGIN));
      case S5D -> any(clause, Question.DATA_PRINCIPAL, told(Question.PRINCIPAL_ORIGIN));
      case S6 -> said(clause, purposes(), somethingDone(), topics());
      case S6A -> purpose(clause, Optional.empty(), Question.FOR_CONTRACT);
      case S6B -> purpose(clause, told(Question.LAW_DUTY), Question.FOR_LAW);
      case S6C ->
          purpose(
              clause,
              Optional.empty(),
              Question.FOR_NEWS,
              Question.FOR_OFFERS,
              Question.FOR_CONTACT);
      case S6D -> purpose(clause, Optional.empty(), Question.FOR_PERSONAL);
      case S6E -> purpose(clause, Optional.empty(), Question.FOR_SURVEY);
      case S6F -> purpose(clause, Optional.empty(), Question.FOR_STATISTICS);
      case S7 -> said(clause, purposes());
      case S7A -> ground(clause, Optional.empty(), Ground.CONSENT);
      case S7B -> ground(clause, Optional.empty(), Ground.CONTRACT);
      case S7C -> ground(clause, told(Question.LAW_DUTY), Ground.LEGAL_OBLIGATION);
      case S7D -> ground(clause, told(Question.INTERESTS), Ground.INTEREST, Ground.CUSTOMER);
      case S8 -> said(clause, answered(PROCESSORS), register(), duties());
      case S8A -> engaged(clause, one -> true, this::agreement);
      case S8B ->
          engaged(
              clause,
              in(ProcessorCategory.PORTAL, ProcessorCategory.HOSTING, ProcessorCategory.SOFTWARE),
              one -> Optional.empty());
      case S8C -> engaged(clause, in(ProcessorCategory.SUPPORT), one -> Optional.empty());
      case S8D -> engaged(clause, in(ProcessorCategory.MAILING), one -> Optional.empty());
      case S9 -> said(clause, answered(Question.SHARED), sharedWith());
      case S9B -> option(clause, Question.SHARED, Sharing.LAW);
      case S9C -> option(clause, Question.SHARED, Sharing.COURT);
      case S9D -> option(clause, Question.SHARED, Sharing.REORGANISATION);
      case S10A ->
          said(
              clause,
              answered(PROCESSORS),
              answered(Question.SHARED),
              material.shares(Sharing.CONTRACT)
                  ? answered(Question.SHARED_ABROAD)
                  : Optional.empty(),
              unsafe());
      case S10B -> chain();
      case S10C -> engaged(clause, Processor::isAbroad, this::safeguard);
      case S11 -> said(clause, first(material.periods().stream().map(this::answered)));
      case S12 -> said(clause, chosen(Question.MEASURES), told(Question.MEASURES_MORE, true));
      case S13A, S13B, S13C, S13D, S13E, S13G, S14C, S14D, S14E -> Finding.said(clause);
      case S13F -> ground(clause, Optional.empty(), Ground.CONSENT, Ground.CONTRACT);
      case S14 -> said(clause, answered(Question.SITE_COOKIES), sitePage());
      case S14B -> Finding.notApplicable(clause);
      case S14F -> said(clause, answered(Question.BROWSER_HELP));
      case S15A -> analytics(clause, one -> Optional.empty());
      case S15B -> analytics(clause, this::safeguard);
      case S15C -> analytics(clause, one -> lacks(one.policy().isEmpty(), Todo.POLICY, one));
      case S15D -> analytics(clause, one -> lacks(one.ownUse().isEmpty(), Todo.OWN_USE, one));
      case S15E -> analytics(clause, one -> untold(one, one.onward(), Todo.ONWARD));
      case S15F -> reuse(clause, OwnUse.YES);
      case S15G -> reuse(clause, OwnUse.NO);
      case S16 -> said(clause, answered(Question.NOTICE));
      case REPRESENTATIVE -> said(clause, answered(Question.COUNTRY), representative());
      case OFFICER -> said(clause, answered(Question.OFFICER), officer());
      case COMPLAINT -> said(clause, authority());
      case REQUIRED -> said(clause, answered(Question.DATA_REQUIRED));
      case PROFILING -> said(clause, answered(Question.PROFILING), profiling());
    };
  }

  // what a clause needs

  private Optional<Gap> answered(Question question) {
    return answers.isAnswered(question) ? Optional.empty() : gap(Todo.ANSWER, question);
  }

  private Optional<Gap> chosen(Question question) {
    return answers.text(question).isPresent()
        ? Optional.empty()
        : gap(answers.isAnswered(question) ? Todo.CHOOSE : Todo.ANSWER, question);
  }

  private Optional<Gap> chosen(Question question, Enum<?> option) {
    return has(question, option)
        ? Optional.empty()
        : gap(answers.isAnswered(question) ? Todo.CHOOSE : Todo.ANSWER, question);
  }

  private boolean has(Question question, Enum<?> option) {
    return answers
        .text(question)
        .filter(names -> List.of(names.split(",")).contains(option.name()))
        .isPresent();
  }

  private Optional<Gap> told(Question question) {
    return told(question, false);
  }

  /** A sentence in all languages; one that may be left out is missing only where others have it. */
  private Optional<Gap> told(Question question, boolean optional) {
    List<Language> untold = answers.untold(question, material.responsible().languages());
    if (untold.isEmpty()) {
      return Optional.empty();
    }
    if (!answers.isAnswered(question)
        || untold.size() == material.responsible().languages().size()) {
      return optional ? Optional.empty() : gap(Todo.ANSWER, question);
    }
    return Optional.of(new Gap(Todo.TRANSLATE, Optional.of(question), untold, ""));
  }

  private Optional<Gap> purposes() {
    return first(Question.PURPOSES.stream().map(this::answered));
  }

  private Optional<Gap> somethingDone() {
    return material.restsOn(
            Ground.CONSENT,
            Ground.CONTRACT,
            Ground.LEGAL_OBLIGATION,
            Ground.INTEREST,
            Ground.CUSTOMER)
        ? Optional.empty()
        : gap(Todo.CHOOSE, Question.FOR_NEWS);
  }

  /** Nobody is mailed for a purpose that the statement says is not pursued. */
  private Optional<Gap> topics() {
    return material.mails().stream()
        .map(mail -> Material.purpose(mail.kind()))
        .filter(purpose -> material.ground(purpose).filter(Ground.NOT_DONE::equals).isPresent())
        .findFirst()
        .flatMap(purpose -> gap(Todo.PURPOSE, purpose));
  }

  private Optional<Gap> register() {
    boolean some = answers.one(PROCESSORS, Used.class).filter(Used.SOME::equals).isPresent();
    if (some) {
      return material.processors().isEmpty() ? gap(Todo.REGISTER, PROCESSORS) : Optional.empty();
    }
    return material.processors().isEmpty() ? Optional.empty() : gap(Todo.CONTRADICTION, PROCESSORS);
  }

  private Optional<Gap> duties() {
    return first(material.engaged().stream().map(one -> untold(one, one.duties(), Todo.DUTY)));
  }

  private Optional<Gap> untold(Processor one, Map<Language, String> words, Todo todo) {
    List<Language> untold =
        material.responsible().languages().stream()
            .filter(language -> words.getOrDefault(language, "").isBlank())
            .toList();
    return untold.isEmpty()
        ? Optional.empty()
        : Optional.of(new Gap(todo, Optional.empty(), untold, one.name()));
  }

  private Optional<Gap> agreement(Processor one) {
    return lacks(!one.isAgreed(material.today()), Todo.AGREEMENT, one);
  }

  private Optional<Gap> safeguard(Processor one) {
    return lacks(one.isAbroad() && one.safeguard().isEmpty(), Todo.SAFEGUARD, one);
  }

  private static Optional<Gap> lacks(boolean lacking, Todo todo, Processor one) {
    return lacking
        ? Optional.of(new Gap(todo, Optional.empty(), List.of(), one.name()))
        : Optional.empty();
  }

  private Optional<Gap> unsafe() {
    return material.unsafeTransfers().stream()
        .findFirst()
        .map(
            name ->
                new Gap(
                    Todo.SAFEGUARD,
                    name.isEmpty() ? Optional.of(Question.SHARED_ABROAD) : Optional.empty(),
                    List.of(),
                    name));
  }

  private Optional<Gap> sharedWith() {
    return material.shares(Sharing.CONTRACT) ? told(Question.SHARED_WITH) : Optional.empty();
  }

  private Optional<Gap> sitePage() {
    return has(Question.SITE_COOKIES, SiteCookies.OWN_PAGE)
        ? answered(Question.SITE_COOKIES_PAGE)
        : Optional.empty();
  }

  private Optional<Gap> representative() {
    return answers.text(Question.COUNTRY).filter(code -> !Countries.isInEea(code)).isPresent()
        ? answered(Question.REPRESENTATIVE)
        : Optional.empty();
  }

  private Optional<Gap> officer() {
    return has(Question.OFFICER, Officer.APPOINTED)
        ? answered(Question.OFFICER_CONTACT)
        : told(Question.OFFICER_REASON);
  }

  /** In the Netherlands there is one; elsewhere it has to be named. */
  private Optional<Gap> authority() {
    return StatementWriter.isDutch(answers) ? Optional.empty() : answered(Question.AUTHORITY);
  }

  private Optional<Gap> profiling() {
    return has(Question.PROFILING, Profiling.NONE)
        ? Optional.empty()
        : told(Question.PROFILING_HOW);
  }

  // what becomes of it

  private Finding published() {
    return switch (edition) {
      case CURRENT -> Finding.said(Clause.S1);
      case NONE -> Finding.missing(Clause.S1, gap(Todo.PUBLISH, Optional.empty()));
      case OUTDATED -> Finding.missing(Clause.S1, gap(Todo.PUBLISH_AGAIN, Optional.empty()));
    };
  }

  /** Said when there is no gap; of several, one that blocks publishing counts first. */
  @SafeVarargs
  private static Finding said(Clause clause, Optional<Gap>... gaps) {
    List<Gap> found = new ArrayList<>();
    for (Optional<Gap> gap : gaps) {
      gap.ifPresent(found::add);
    }
    return found.stream()
        .filter(Gap::isBlocking)
        .findFirst()
        .or(() -> found.stream().findFirst())
        .map(gap -> Finding.missing(clause, gap))
        .orElseGet(() -> Finding.said(clause));
  }

  /** Said when the option was ticked; when others were, it does not hold here. */
  private Finding option(Clause clause, Question question, Enum<?> option) {
    return answers.isAnswered(question) && !has(question, option)
        ? Finding.notApplicable(clause)
        : said(clause, answered(question));
  }

  private Finding any(Clause clause, Question question, Optional<Gap> more) {
    return answers.isAnswered(question) && answers.text(question).isEmpty()
        ? Finding.notApplicable(clause)
        : said(clause, answered(question), more);
  }

  private Finding purpose(Clause clause, Optional<Gap> more, Question... purposes) {
    Optional<Gap> unanswered = first(Stream.of(purposes).map(this::answered));
    boolean none =
        Stream.of(purposes)
            .allMatch(one -> material.ground(one).filter(Ground.NOT_DONE::equals).isPresent());
    return none ? Finding.notApplicable(clause) : said(clause, unanswered, more);
  }

  private Finding ground(Clause clause, Optional<Gap> more, Ground... grounds) {
    if (material.restsOn(grounds)) {
      return said(clause, more);
    }
    return purposes()
        .map(gap -> Finding.missing(clause, gap))
        .orElseGet(() -> Finding.notApplicable(clause));
  }

  private static Predicate<Processor> in(ProcessorCategory... categories) {
    return one -> List.of(categories).contains(one.category());
  }

  private Finding engaged(
      Clause clause, Predicate<Processor> which, Function<Processor, Optional<Gap>> need) {
    Optional<Gap> unasked = answered(PROCESSORS);
    List<Processor> found = material.engaged().stream().filter(which).toList();
    return unasked.isEmpty() && found.isEmpty()
        ? Finding.notApplicable(clause)
        : said(clause, unasked, first(found.stream().map(need)));
  }

  private Finding analytics(Clause clause, Function<Processor, Optional<Gap>> need) {
    if (has(ANALYTICS, Used.NONE)) {
      return Finding.notApplicable(clause);
    }
    List<Processor> found = material.engaged().stream().filter(Processor::isAnalytics).toList();
    if (clause == Clause.S15B
        && answers.isAnswered(ANALYTICS)
        && !found.isEmpty()
        && found.stream().noneMatch(Processor::isAbroad)) {
      return Finding.notApplicable(clause);
    }
    return said(
        clause,
        answered(ANALYTICS),
        found.isEmpty() ? gap(Todo.REGISTER_ANALYTICS, ANALYTICS) : Optional.empty(),
        first(found.stream().map(need)));
  }

  /** S15f and S15g each say one of two things, and each processor makes one of them true. */
  private Finding reuse(Clause clause, OwnUse use) {
    boolean known =
        material.engaged().stream()
            .filter(Processor::isAnalytics)
            .allMatch(one -> one.ownUse().isPresent());
    boolean some =
        material.engaged().stream()
            .filter(Processor::isAnalytics)
            .anyMatch(one -> one.ownUse().filter(use::equals).isPresent());
    Finding finding = analytics(clause, one -> lacks(one.ownUse().isEmpty(), Todo.OWN_USE, one));
    return finding.state() == Finding.State.SAID && known && !some
        ? Finding.notApplicable(clause)
        : finding;
  }

  private Finding chain() {
    if (material.responsible().ourRole() != ControllerRole.SUB_PROCESSOR) {
      return Finding.notApplicable(Clause.S10B);
    }
    return material.responsible().principal().isPresent()
        ? Finding.said(Clause.S10B)
        : Finding.missing(
            Clause.S10B,
            new Gap(Todo.AGREEMENT, Optional.empty(), List.of(), material.responsible().name()));
  }

  private static Optional<Gap> first(Stream<Optional<Gap>> gaps) {
    return gaps.flatMap(Optional::stream).findFirst();
  }

  private static Optional<Gap> gap(Todo todo, Question question) {
    return Optional.of(gap(todo, Optional.of(question)));
  }

  private static Gap gap(Todo todo, Optional<Question> question) {
    return new Gap(todo, question, List.of(), "");
  }
}
