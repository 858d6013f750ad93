package nl.voorkeur.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions of statements in the database. */
class StatementsPgIT {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final ControllerId LINDE = new ControllerId(2);
  private static final Map<Language, String> FIRST =
      Map.of(Language.NL, "een", Language.EN, "one", Language.FR, "un");
  private static final Map<Language, String> SECOND =
      Map.of(Language.NL, "twee", Language.EN, "two");

  private Sql sql;
  private StatementStore store;

  @BeforeEach
  void open() {
    sql = new Sql(TestDatabase.fresh());
    store = new StatementStore(sql);
  }

  /** As in a transaction of the container: rows stay locked until the end. */
  private Optional<Integer> publish(ControllerId controller, Map<Language, String> texts) {
    return store.publish(controller, texts);
  }

  @Test
  void thereIsNoneBeforeTheFirst() {
    assertEquals(Optional.empty(), store.current(IMAILO, Language.NL));
    assertEquals(List.of(), store.all(IMAILO));
    assertEquals(Map.of(), store.texts(IMAILO, 1));
  }

  @Test
  void aVersionHasAllItsLanguagesTogether() {
    assertEquals(Optional.of(1), publish(IMAILO, FIRST));
    assertEquals(FIRST, store.texts(IMAILO, 1));
    assertEquals(
        1, store.all(IMAILO).stream().map(StatementVersion::publishedAt).distinct().count());
    assertEquals(Optional.empty(), store.current(LINDE, Language.NL), "of one controller only");
  }

  @Test
  void theSameTextIsNoNewVersion() {
    publish(IMAILO, FIRST);
    assertEquals(Optional.empty(), publish(IMAILO, FIRST));
    assertEquals(Optional.of(2), publish(IMAILO, SECOND));
    assertEquals(Optional.of(3), publish(IMAILO, FIRST), "what was said before may be said again");
    assertEquals(FIRST, store.texts(IMAILO, 1), "old versions stay as they were");
    assertEquals(SECOND, store.texts(IMAILO, 2));
  }

  @Test
  void theCurrentOneIsInTheLanguageOrInTheDefaultOne() {
    publish(IMAILO, FIRST);
    publish(IMAILO, SECOND);
    StatementVersion english = store.current(IMAILO, Language.EN).orElseThrow();
    assertEquals(2, english.version());
    assertEquals(Language.EN, english.language());
    assertEquals(Language.NL, store.current(IMAILO, Language.FR).orElseThrow().language());
    assertEquals(
        "two",
        sql.with(
            h ->
                h.createQuery("SELECT text FROM statement WHERE id = :id")
                    .bind("id", english.id().value())
                    .mapTo(String.class)
                    .one()));
  }

  @Test
  void theControllerKnowsItsLastVersion() {
    publish(IMAILO, FIRST);
    publish(IMAILO, SECOND);
    assertEquals(
        List.of(Optional.of(2), Optional.empty()),
        sql.with(
            h ->
                h.createQuery("SELECT statement_version FROM controller ORDER BY id")
                    .map((row, context) -> Optional.ofNullable(row.getObject(1, Integer.class)))
                    .list()));
  }

  @Test
  void nothingPublishedCanBeChanged() {
    publish(IMAILO, FIRST);
    for (String change :
        List.of("UPDATE statement SET text = 'x'", "DELETE FROM statement", "TRUNCATE statement")) {
      assertThrows(JdbiException.class, () -> sql.with(h -> h.execute(change)), change);
    }
    assertEquals(FIRST, store.texts(IMAILO, 1));
  }

  /** Many who publish at once: numbers without gaps, and no half version. */
  @Test
  void thoseWhoPublishAtOnceGetNumbersInARow() {
    List<CompletableFuture<Boolean>> all =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            sql.with(
                                h ->
                                    h.inTransaction(
                                        same ->
                                            new StatementStore(sql)
                                                .publish(
                                                    IMAILO,
                                                    Map.of(
                                                        Language.NL, "nl " + i,
                                                        Language.EN, "en " + i))
                                                .isPresent()))))
            .toList();
    long done =
        all.stream()
            .filter(
                one -> {
                  try {
                    return one.join();
                  } catch (RuntimeException collided) {
                    return false;
                  }
                })
            .count();
    List<StatementVersion> versions = store.all(IMAILO);
    assertEquals(done * 2, versions.size());
    assertTrue(done >= 1);
    assertEquals(done, versions.get(0).version());
  }
}
