package nl.voorkeur.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.privacy.CompletenessCheck.Edition;
import nl.voorkeur.privacy.Finding.State;
import nl.voorkeur.privacy.Finding.Todo;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The truth table of the check: for each clause, the fact that makes it and the one that ends it.
 */
class CompletenessCheckTest {

  /** Clauses that need no fact besides the controller itself, which is always there. */
  private static final Set<Clause> ALWAYS =
      EnumSet.of(
          Clause.S13A,
          Clause.S13B,
          Clause.S13C,
          Clause.S13D,
          Clause.S13E,
          Clause.S13G,
          Clause.S14C,
          Clause.S14D,
          Clause.S14E);

  private static Map<Clause, Finding> check(Material material, Edition edition) {
    return CompletenessCheck.of(material, edition).stream()
        .collect(
            Collectors.toMap(
                Finding::clause, one -> one, (a, b) -> a, () -> new EnumMap<>(Clause.class)));
  }

  private static Map<Clause, Finding> check(Material material) {
    return check(material, Edition.CURRENT);
  }

  @Test
  void whoToldEverythingHasEverythingSaid() {
    check(Example.complete())
        .forEach(
            (clause, finding) ->
                assertEquals(
                    clause == Clause.S14B ? State.NOT_APPLICABLE : State.SAID,
                    finding.state(),
                    () -> clause + " " + finding));
  }

  @Test
  void whoToldNothingHasNothingSaidButTheLaw() {
    Material nothing = Example.complete().with(Answers.NONE).with(List.<Processor>of());
    Set<Clause> said =
        check(nothing, Edition.NONE).values().stream()
            .filter(one -> one.state() == State.SAID)
            .map(Finding::clause)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Clause.class)));
    Set<Clause> expected = EnumSet.copyOf(ALWAYS);
    expected.add(Clause.S10B);
    assertEquals(expected, said);
    check(nothing, Edition.NONE).values().stream()
        .filter(one -> one.clause() != Clause.S14B && !said.contains(one.clause()))
        .forEach(one -> assertEquals(State.MISSING, one.state(), one::toString));
  }

  @Test
  void whoCountsOpensAndClicksTellsOfThem() {
    Material material = counting(Example.complete());
    Answers answers = material.answers();
    assertEquals(
        State.SAID,
        check(material.with(answers.with(Question.DATA_GENERATED, "CHOICES,ENGAGEMENT")))
            .get(Clause.S5)
            .state());
    assertEquals(
        State.MISSING,
        check(material.with(answers.with(Question.DATA_GENERATED, "CHOICES")))
            .get(Clause.S5)
            .state());
  }

  private static Material counting(Material material) {
    Material.Responsible one = material.responsible();
    return new Material(
        new Material.Responsible(
            one.name(),
            one.postalAddress(),
            one.email(),
            one.phone(),
            one.ourRole(),
            one.principal(),
            one.languages(),
            true),
        material.mails(),
        material.answers(),
        material.processors(),
        material.today());
  }

  /** One row: when this is changed, these clauses become that. */
  private record Row(
      String name, UnaryOperator<Material> change, State state, Set<Clause> clauses) {}

  private static Row unanswered(Question question, Clause first, Clause... more) {
    return new Row(
        "no answer to " + question,
        material -> material.with(material.answers().without(question)),
        State.MISSING,
        EnumSet.of(first, more));
  }

  private static Row answer(
      Question question, String answer, State state, Clause first, Clause... more) {
    return new Row(
        question + " = " + answer,
        material -> material.with(material.answers().with(question, answer)),
        state,
        EnumSet.of(first, more));
  }

  private static Row processor(
      String name, UnaryOperator<Processor> change, State state, Clause first, Clause... more) {
    return new Row(
        "processors " + name,
        material -> material.with(material.processors().stream().map(change).toList()),
        state,
        EnumSet.of(first, more));
  }

  private static Row without(
      ProcessorCategory category, State state, Clause first, Clause... more) {
    return new Row(
        "no " + category,
        material ->
            material.with(
                material.processors().stream().filter(one -> one.category() != category).toList()),
        state,
        EnumSet.of(first, more));
  }

  @TestFactory
  Stream<DynamicTest> truthTable() {
    List<Row> rows =
        List.of(
            unanswered(Question.COUNTRY, Clause.REPRESENTATIVE),
            unanswered(Question.REPRESENTATIVE, Clause.REPRESENTATIVE),
            unanswered(Question.OFFICER, Clause.OFFICER),
            unanswered(Question.OFFICER_CONTACT, Clause.OFFICER),
            unanswered(Question.AUTHORITY, Clause.COMPLAINT),
            unanswered(Question.LAWS, Clause.S3),
            answer(Question.LAWS, "", State.MISSING, Clause.S3),
            unanswered(
                Question.GROUPS,
                Clause.S4,
                Clause.S4A,
                Clause.S4B,
                Clause.S4C,
                Clause.S4D,
                Clause.S4E),
            answer(
                Question.GROUPS,
                "RECIPIENTS",
                State.NOT_APPLICABLE,
                Clause.S4A,
                Clause.S4B,
                Clause.S4C,
                Clause.S4E),
            answer(
                Question.GROUPS,
                "VISITORS,REGISTRANTS,CLIENTS,CONTACTS",
                State.NOT_APPLICABLE,
                Clause.S4D),
            unanswered(Question.DATA_GIVEN, Clause.S5, Clause.S5A),
            answer(Question.DATA_GIVEN, "", State.NOT_APPLICABLE, Clause.S5A),
            unanswered(Question.DATA_GENERATED, Clause.S5, Clause.S5B),
            answer(Question.DATA_GENERATED, "", State.NOT_APPLICABLE, Clause.S5B),
            unanswered(Question.DATA_PUBLIC, Clause.S5, Clause.S5C),
            answer(Question.DATA_PUBLIC, "", State.NOT_APPLICABLE, Clause.S5C),
            unanswered(Question.PUBLIC_ORIGIN, Clause.S5C),
            unanswered(Question.DATA_PRINCIPAL, Clause.S5, Clause.S5D),
            answer(Question.DATA_PRINCIPAL, "", State.NOT_APPLICABLE, Clause.S5D),
            unanswered(Question.PRINCIPAL_ORIGIN, Clause.S5D),
            unanswered(Question.DATA_REQUIRED, Clause.REQUIRED),
            unanswered(Question.FOR_CONTRACT, Clause.S6, Clause.S6A, Clause.S7, Clause.S7B),
            answer(
                Question.FOR_CONTRACT,
                "NOT_DONE",
                State.MISSING,
                Clause.S6), // service mail is open
            unanswered(Question.FOR_LAW, Clause.S6, Clause.S6B, Clause.S7, Clause.S7C),
            unanswered(Question.LAW_DUTY, Clause.S6B, Clause.S7C),
            unanswered(Question.FOR_NEWS, Clause.S6, Clause.S6C, Clause.S7),
            unanswered(Question.FOR_OFFERS, Clause.S6, Clause.S6C, Clause.S7),
            unanswered(Question.FOR_CONTACT, Clause.S6, Clause.S6C, Clause.S7),
            unanswered(Question.FOR_PERSONAL, Clause.S6, Clause.S6D, Clause.S7),
            answer(Question.FOR_PERSONAL, "NOT_DONE", State.NOT_APPLICABLE, Clause.S6D),
            unanswered(Question.FOR_SURVEY, Clause.S6, Clause.S6E, Clause.S7, Clause.S7A),
            unanswered(Question.FOR_STATISTICS, Clause.S6, Clause.S6F, Clause.S7),
            answer(Question.FOR_STATISTICS, "NOT_DONE", State.NOT_APPLICABLE, Clause.S6F),
            answer(Question.FOR_SURVEY, "INTEREST", State.NOT_APPLICABLE, Clause.S7A),
            unanswered(Question.INTERESTS, Clause.S7D),
            unanswered(
                Question.PROCESSORS,
                Clause.S8,
                Clause.S8A,
                Clause.S8B,
                Clause.S8C,
                Clause.S8D,
                Clause.S10A,
                Clause.S10C,
                Clause.S15A,
                Clause.S15B,
                Clause.S15C,
                Clause.S15D,
                Clause.S15E,
                Clause.S15F,
                Clause.S15G),
            answer(Question.PROCESSORS, "NONE", State.MISSING, Clause.S8),
            processor(
                "without agreement",
                one -> agreed(one, Optional.empty()),
                State.MISSING,
                Clause.S8A),
            processor(
                "whose agreement ended",
                one -> agreed(one, Optional.of(Example.TODAY.minusDays(1))),
                State.MISSING,
                Clause.S8A),
            processor(
                "without safeguard",
                CompletenessCheckTest::unsafe,
                State.MISSING,
                Clause.S10A,
                Clause.S10C,
                Clause.S15B),
            processor(
                "all in the EEA",
                one -> Example.processor(one.id(), one.category(), "FR"),
                State.NOT_APPLICABLE,
                Clause.S10C,
                Clause.S15B,
                Clause.S15F),
            processor(
                "that say nothing of own use",
                one -> Example.withOwnUse(one, null),
                State.MISSING,
                Clause.S15D,
                Clause.S15F,
                Clause.S15G),
            processor(
                "that all use data themselves",
                one -> Example.withOwnUse(one, OwnUse.YES),
                State.NOT_APPLICABLE,
                Clause.S15G),
            processor(
                "bare",
                CompletenessCheckTest::bare,
                State.MISSING,
                Clause.S8,
                Clause.S15C,
                Clause.S15E),
            without(ProcessorCategory.HOSTING, State.NOT_APPLICABLE, Clause.S8B),
            without(ProcessorCategory.SUPPORT, State.NOT_APPLICABLE, Clause.S8C),
            without(ProcessorCategory.MAILING, State.NOT_APPLICABLE, Clause.S8D),
            unanswered(
                Question.ANALYTICS,
                Clause.S15A,
                Clause.S15B,
                Clause.S15C,
                Clause.S15D,
                Clause.S15E,
                Clause.S15F,
                Clause.S15G),
            answer(
                Question.ANALYTICS,
                "NONE",
                State.NOT_APPLICABLE,
                Clause.S15A,
                Clause.S15B,
                Clause.S15C,
                Clause.S15D,
                Clause.S15E,
                Clause.S15F,
                Clause.S15G),
            unanswered(Question.SHARED, Clause.S9, Clause.S9B, Clause.S9C, Clause.S9D, Clause.S10A),
            answer(
                Question.SHARED,
                "CONTRACT",
                State.NOT_APPLICABLE,
                Clause.S9B,
                Clause.S9C,
                Clause.S9D),
            unanswered(Question.SHARED_WITH, Clause.S9),
            unanswered(Question.SHARED_ABROAD, Clause.S10A),
            answer(Question.SHARED_ABROAD, "UNSAFE", State.MISSING, Clause.S10A),
            unanswered(Question.KEEP_PROOF, Clause.S11),
            unanswered(Question.KEEP_RELATION, Clause.S11),
            answer(Question.KEEP_LOG, "many DAYS", State.MISSING, Clause.S11),
            unanswered(Question.MEASURES, Clause.S2, Clause.S12),
            answer(Question.MEASURES, "BACKUPS", State.MISSING, Clause.S2),
            unanswered(Question.SITE_COOKIES, Clause.S14),
            unanswered(Question.SITE_COOKIES_PAGE, Clause.S14),
            unanswered(Question.BROWSER_HELP, Clause.S14F),
            unanswered(Question.PROFILING, Clause.PROFILING),
            unanswered(Question.PROFILING_HOW, Clause.PROFILING),
            unanswered(Question.NOTICE, Clause.S16));
    List<Row> all = new ArrayList<>(rows);
    return all.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.name(),
                    () -> {
                      var findings = check(row.change().apply(Example.complete()));
                      for (Clause clause : row.clauses()) {
                        assertEquals(row.state(), findings.get(clause).state(), clause.id());
                      }
                      findings.forEach(
                          (clause, finding) -> {
                            assertEquals(
                                finding.state() == State.MISSING, finding.gap().isPresent());
                            if (row.state() == State.MISSING && !row.clauses().contains(clause)) {
                              assertTrue(
                                  finding.state() != State.MISSING
                                      || row.name().startsWith("no answer to SHARED")
                                      || row.name().startsWith("processors bare")
                                      || row.name().equals("PROCESSORS = NONE"),
                                  () -> "also " + finding);
                            }
                          });
                    }));
  }

  /** What holds for all when every purpose is dropped. */
  @Test
  void groundsThatNobodyUsesDoNotApply() {
    Answers answers = Example.answers();
    for (Question purpose : Question.PURPOSES) {
      answers = answers.with(purpose, "NOT_DONE");
    }
    var findings = check(Example.complete().with(answers));
    for (Clause clause :
        List.of(
            Clause.S6A,
            Clause.S6B,
            Clause.S6C,
            Clause.S6D,
            Clause.S6E,
            Clause.S6F,
            Clause.S7A,
            Clause.S7B,
            Clause.S7C,
            Clause.S7D,
            Clause.S13F)) {
      assertEquals(State.NOT_APPLICABLE, findings.get(clause).state(), clause.id());
    }
    assertEquals(State.MISSING, findings.get(Clause.S6).state());
  }

  @Test
  void aDutchControllerNeedsNoOtherAuthorityAndNoRepresentative() {
    Answers dutch =
        Example.answers()
            .with(Question.COUNTRY, "NL")
            .without(Question.AUTHORITY)
            .without(Question.REPRESENTATIVE);
    var findings = check(Example.complete().with(dutch));
    assertEquals(State.SAID, findings.get(Clause.COMPLAINT).state());
    assertEquals(State.SAID, findings.get(Clause.REPRESENTATIVE).state());
  }

  /** Every question with sentences is missed when it is told in some languages only. */
  @Test
  void halfTranslatedBlocksPublishing() {
    for (Question question : Question.values()) {
      if (question.kind() == Question.Kind.WORDS) {
        Answers half =
            (question == Question.OFFICER_REASON
                    ? Example.answers().with(Question.OFFICER, "NOT_REQUIRED")
                    : Example.answers())
                .with(question, Map.of(Language.NL, "alleen hier"));
        List<Finding> blocking =
            check(Example.complete().with(half)).values().stream()
                .filter(Finding::isBlocking)
                .toList();
        assertFalse(blocking.isEmpty(), question.name());
        assertEquals(
            List.of(Language.EN, Language.DE, Language.FR),
            blocking.get(0).gap().orElseThrow().languages(),
            question.name());
      }
    }
  }

  @Test
  void aTransferWithoutSafeguardBlocksPublishing() {
    Material material = Example.complete();
    assertTrue(check(material).values().stream().noneMatch(Finding::isBlocking));
    Material unsafe =
        material.with(material.processors().stream().map(CompletenessCheckTest::unsafe).toList());
    assertTrue(check(unsafe).get(Clause.S10A).isBlocking());
    Material shared = material.with(material.answers().with(Question.SHARED_ABROAD, "UNSAFE"));
    assertTrue(check(shared).get(Clause.S10A).isBlocking());
  }

  /** What blocks is not hidden by something else that is missing. */
  @Test
  void whatBlocksCountsFirst() {
    Answers shared =
        Example.answers().with(Question.SHARED_ABROAD, "UNSAFE").without(Question.PROCESSORS);
    assertTrue(check(Example.complete().with(shared)).get(Clause.S10A).isBlocking());
    Answers introduced =
        Example.answers()
            .with(Question.INTRODUCTION, Map.of(Language.NL, "alleen hier"))
            .without(Question.GROUPS);
    assertTrue(check(Example.complete().with(introduced)).get(Clause.S4).isBlocking());
  }

  @Test
  void theVersionCountsToo() {
    assertEquals(
        Optional.of(Todo.PUBLISH),
        check(Example.complete(), Edition.NONE).get(Clause.S1).gap().map(Finding.Gap::todo));
    assertEquals(
        Optional.of(Todo.PUBLISH_AGAIN),
        check(Example.complete(), Edition.OUTDATED).get(Clause.S1).gap().map(Finding.Gap::todo));
  }

  @Test
  void everyClauseIsFoundOnceAndInItsOrder() {
    assertEquals(
        Arrays.asList(Clause.values()),
        CompletenessCheck.of(Example.complete(), Edition.CURRENT).stream()
            .map(Finding::clause)
            .toList());
  }

  private static Processor agreed(Processor one, Optional<java.time.LocalDate> until) {
    return new Processor(
        one.id(),
        one.name(),
        one.category(),
        one.country(),
        one.safeguard(),
        until.map(end -> end.minusYears(1)),
        until,
        one.policy(),
        one.ownUse(),
        one.duties(),
        one.onward(),
        0);
  }

  private static Processor unsafe(Processor one) {
    return new Processor(
        one.id(),
        one.name(),
        one.category(),
        one.country(),
        Optional.empty(),
        one.agreedFrom(),
        one.agreedUntil(),
        one.policy(),
        one.ownUse(),
        one.duties(),
        one.onward(),
        0);
  }

  private static Processor bare(Processor one) {
    return new Processor(
        one.id(),
        one.name(),
        one.category(),
        one.country(),
        one.safeguard(),
        one.agreedFrom(),
        one.agreedUntil(),
        Optional.empty(),
        one.ownUse(),
        Map.of(),
        Map.of(),
        0);
  }
}
