package nl.voorkeur.privacy;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import nl.voorkeur.platform.text.Marked;

/** What changed between two versions of a statement, sentence by sentence, as a person reads it. */
public final class Changes {

  /** How a sentence differs. */
  public enum Kind {
    ADDED,
    REMOVED
  }

  /**
   * A sentence that came or went.
   *
   * @param heading the part of the statement it stands in
   */
  public record Change(Kind kind, String heading, String text) {}

  private Changes() {}

  /** In the order of the statement; what went before what came in its place. */
  public static List<Change> between(String before, String after) {
    List<String> old = lines(before);
    List<String> now = lines(after);
    List<Change> changes = new ArrayList<>();
    for (AbstractDelta<String> delta : DiffUtils.diff(old, now).getDeltas()) {
      add(
          changes,
          Kind.REMOVED,
          old,
          delta.getSource().getPosition(),
          delta.getSource().getLines());
      add(changes, Kind.ADDED, now, delta.getTarget().getPosition(), delta.getTarget().getLines());
    }
    return List.copyOf(changes);
  }

  private static void add(
      List<Change> changes, Kind kind, List<String> text, int position, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      changes.add(new Change(kind, heading(text, position + i), Marked.bare(lines.get(i).strip())));
    }
  }

  private static String heading(List<String> text, int position) {
    return text.subList(0, position + 1).stream()
        .filter(line -> line.startsWith("## "))
        .reduce((first, later) -> later)
        .map(line -> Marked.bare(line))
        .orElse("");
  }

  private static List<String> lines(String text) {
    return text.lines().filter(line -> !line.isBlank()).toList();
  }
}
