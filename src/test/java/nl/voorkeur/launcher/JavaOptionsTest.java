package nl.voorkeur.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Java itself is asked what it makes of the options. */
class JavaOptionsTest {

  @ParameterizedTest
  @CsvSource({
    "2, '', 6, true, false",
    "2, -Xmx300m, 6, true, false",
    "2, -XX:+UseG1GC, 6, false, true",
    "2, -XX:CICompilerCount=3, 3, true, false",
    "8, -XX:+UseG1GC, 6, false, true",
    "8, -XX:+UseParallelGC, 6, true, false"
  })
  void theOperatorsOptionsGoBeforeOurs(
      int processors, String own, String compilers, String parallel, String g1) throws Exception {
    String flags = flags(JavaOptions.serving(processors, own.isEmpty() ? List.of() : List.of(own)));
    assertEquals(
        List.of(compilers, parallel, g1),
        List.of(
            value(flags, "CICompilerCount"),
            value(flags, "UseParallelGC"),
            value(flags, "UseG1GC")));
  }

  @Test
  void aLargeMachineIsLeftToJava() {
    assertEquals(List.of("-Xmx4g"), JavaOptions.serving(16, List.of("-Xmx4g")));
  }

  @Test
  void aQuickStartCompilesOnce() throws Exception {
    assertEquals("1", value(flags(JavaOptions.quickStart()), "TieredStopAtLevel"));
  }

  private static String flags(List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  private static String value(String flags, String name) {
    Matcher found = Pattern.compile("\\s" + name + "\\s+= (\\S+)").matcher(flags);
    return found.find() ? found.group(1) : "no such flag";
  }
}
