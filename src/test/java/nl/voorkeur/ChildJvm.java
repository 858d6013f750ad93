package nl.voorkeur;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small JVM of its own with the classes of the tests, for what is killed or stopped. */
public final class ChildJvm {

  private ChildJvm() {}

  /** Starts one, whose main method is to call {@link #endWithParent} first. */
  public static Process start(Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends this JVM with the one that started it, however that ended. */
  public static void endWithParent() {
    Thread parent = new Thread(ChildJvm::awaitParent);
    parent.setDaemon(true);
    parent.start();
  }

  private static void awaitParent() {
    try {
      while (System.in.read() >= 0) {
        // nothing is said to it
      }
    } catch (IOException gone) {
      // as good as its end
    }
    Runtime.getRuntime().halt(0);
  }
}
