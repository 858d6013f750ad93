package nl.voorkeur.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What Java is told about its own work. What the operator says goes before it (docs/adr/0021). */
public final class JavaOptions {

  private static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** From here on Java itself takes at least as many threads to compile. */
  private static final int MANY_PROCESSORS = 16;

  /** From here on short stops are worth more than what they cost. */
  private static final int SOME_PROCESSORS = 4;

  private static final Pattern COLLECTOR = Pattern.compile("-XX:[+-]Use\\w+GC");

  private JavaOptions() {}

  /** For a portal that somebody tries out: up soon, slow under load. */
  static List<String> quickStart() {
    return QUICK_START;
  }

  /**
   * For a portal that serves people.
   *
   * @param own the operator's, which may name another collector
   */
  public static List<String> serving(int processors, List<String> own) {
    List<String> options = new ArrayList<>();
    if (processors < MANY_PROCESSORS) {
      // by Java's own measure one thread compiles for two processors, and gets a share like any
      // other; requests are slow until it is done
      options.add("-XX:CICompilerCount=6");
    }
    if (processors < SOME_PROCESSORS
        && own.stream().noneMatch(one -> COLLECTOR.matcher(one).matches())) {
      options.add("-XX:+UseParallelGC");
    }
    options.addAll(own);
    return options;
  }
}
