package nl.voorkeur.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers and processors in the database. */
class PrivacyFactsPgIT {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final ControllerId LINDE = new ControllerId(2);

  private FactStore facts;
  private ProcessorStore processors;

  @BeforeEach
  void open() {
    Sql sql = new Sql(TestDatabase.fresh());
    sql.with(h -> h.execute("DELETE FROM privacy_fact"));
    sql.with(h -> h.execute("DELETE FROM privacy_fact_version"));
    sql.with(h -> h.execute("DELETE FROM processor"));
    facts = new FactStore(sql);
    processors = new ProcessorStore(sql);
  }

  @Test
  void everyAnswerComesBackAsItWasGiven() {
    assertEquals(new Facts(Answers.NONE, 0), facts.find(IMAILO));
    EnumSet<Question> all = EnumSet.allOf(Question.class);
    assertTrue(facts.save(IMAILO, 0, all, Example.answers()));
    assertEquals(new Facts(Example.answers(), 1), facts.find(IMAILO));
    assertEquals(new Facts(Answers.NONE, 0), facts.find(LINDE), "of one controller only");
  }

  @Test
  void onePartLeavesTheOthersAlone() {
    facts.save(IMAILO, 0, EnumSet.allOf(Question.class), Example.answers());
    EnumSet<Question> changes = EnumSet.copyOf(Question.of(Section.CHANGES));
    assertTrue(facts.save(IMAILO, 1, changes, Answers.NONE));
    assertEquals(Example.answers().without(Question.NOTICE), facts.find(IMAILO).answers());
  }

  @Test
  void whoWasOvertakenChangesNothing() {
    EnumSet<Question> notice = EnumSet.of(Question.NOTICE);
    assertTrue(facts.save(IMAILO, 0, notice, Answers.NONE.with(Question.NOTICE, "BY_MAIL")));
    assertFalse(facts.save(IMAILO, 0, notice, Answers.NONE.with(Question.NOTICE, "ON_PAGE")));
    assertEquals(
        Optional.of(Notice.BY_MAIL),
        facts.find(IMAILO).answers().one(Question.NOTICE, Notice.class));
  }

  @Test
  void noneOfTheseIsAnAnswer() {
    EnumSet<Question> shared = EnumSet.of(Question.SHARED);
    assertFalse(facts.find(IMAILO).answers().isAnswered(Question.SHARED));
    facts.save(IMAILO, 0, shared, Answers.NONE.with(Question.SHARED, ""));
    assertTrue(facts.find(IMAILO).answers().isAnswered(Question.SHARED));
  }

  @Test
  void aProcessorComesBackAsItWasEntered() {
    Processor entered = Example.processor(0, ProcessorCategory.ANALYTICS, "US");
    long id = processors.add(IMAILO, entered).orElseThrow();
    Processor found = processors.all(IMAILO).get(0);
    assertEquals(id, found.id());
    assertEquals(entered.duties(), found.duties());
    assertEquals(entered.onward(), found.onward());
    assertEquals(entered.safeguard(), found.safeguard());
    assertEquals(entered.agreedFrom(), found.agreedFrom());
    assertEquals(List.of(), processors.all(LINDE), "of one controller only");
    assertEquals(Optional.empty(), processors.add(IMAILO, entered), "a name stands once");
  }

  @Test
  void aProcessorIsChangedByWhoReadItLastAndByItsControllerOnly() {
    processors.add(IMAILO, Example.processor(0, ProcessorCategory.HOSTING, "NL"));
    Processor read = processors.all(IMAILO).get(0);
    Processor changed = Example.withOwnUse(read, OwnUse.YES);
    assertFalse(processors.change(LINDE, changed));
    assertTrue(processors.change(IMAILO, changed));
    assertFalse(processors.change(IMAILO, changed), "it was read before the change");
    assertEquals(Optional.of(OwnUse.YES), processors.all(IMAILO).get(0).ownUse());
    assertFalse(processors.remove(LINDE, read.id()));
    assertTrue(processors.remove(IMAILO, read.id()));
    assertEquals(List.of(), processors.all(IMAILO));
  }

  /** What the demo says of itself is whole, but for one thing that is left to try. */
  @Test
  void theDemoIsComplete() {
    Sql sql = new Sql(TestDatabase.fresh());
    Material material =
        new Material(
            new Material.Responsible(
                "iMailo B.V.",
                "Havenstraat 12",
                "privacy@imailo.example",
                Optional.empty(),
                nl.voorkeur.catalogue.ControllerRole.CONTROLLER,
                Optional.empty(),
                List.of(Language.values()),
                false),
            List.of(),
            new FactStore(sql).find(IMAILO).answers(),
            new ProcessorStore(sql).all(IMAILO),
            Example.TODAY);
    assertEquals(
        List.of(),
        CompletenessCheck.of(material, CompletenessCheck.Edition.CURRENT).stream()
            .filter(one -> one.state() == Finding.State.MISSING)
            .toList());
    Map<Language, String> texts = StatementWriter.write(material);
    assertEquals(4, texts.size());
    assertTrue(texts.get(Language.NL).startsWith("Dit is een voorbeeld."));
  }
}
