package nl.voorkeur.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.privacy.Changes.Change;
import nl.voorkeur.privacy.Changes.Kind;
import org.junit.jupiter.api.Test;

/** What changed is told sentence by sentence, in the words that people read. */
class ChangesTest {

  private static final String OLD = StatementWriter.write(Example.complete(), Language.NL);

  @Test
  void theSameTextHasNoChanges() {
    assertEquals(List.of(), Changes.between(OLD, OLD));
  }

  @Test
  void oneFactChangedIsOneSentenceGoneAndOneCome() {
    Material other =
        Example.complete().with(Example.answers().with(Question.KEEP_DELIVERY, "1 DAYS"));
    assertEquals(
        List.of(
            new Change(Kind.REMOVED, "Hoe lang?", "Of een mail aankwam: 3 jaar"),
            new Change(Kind.ADDED, "Hoe lang?", "Of een mail aankwam: 1 dag")),
        Changes.between(OLD, StatementWriter.write(other, Language.NL)));
  }

  @Test
  void aFactTakenAwayIsASentenceGone() {
    Material other = Example.complete().with(Example.answers().without(Question.BROWSER_HELP));
    List<Change> changes = Changes.between(OLD, StatementWriter.write(other, Language.NL));
    assertEquals(List.of(Kind.REMOVED), changes.stream().map(Change::kind).toList());
    assertEquals("Cookies", changes.get(0).heading());
  }

  @Test
  void aWholePartThatCameHasItsOwnHeading() {
    List<Change> changes =
        Changes.between("## A\n\neen\n", "## A\n\neen\n\n## B\n\n- **twee**: drie\n");
    assertEquals(
        List.of(new Change(Kind.ADDED, "B", "B"), new Change(Kind.ADDED, "B", "twee: drie")),
        changes);
  }
}
