package nl.voorkeur.platform.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Bodies in relaxed form, as python3-dkim makes it (RFC 6376 s. 3.4.4). */
class DkimCanonicalIT {

  private static final String JUDGE =
      "import sys\n"
          + "from dkim.canonicalization import Relaxed\n"
          + "for line in sys.stdin:\n"
          + "  print(Relaxed.canonicalize_body(bytes.fromhex(line)).hex())\n";

  private static final String[] PARTS = {"a", "=E9", ".", " ", " ", "\t", "\r\n", "\r\n"};

  @Test
  void anyBodyIsRelaxedAsSomebodyElseDoesIt() throws Exception {
    Assumptions.assumeTrue(
        Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/dkim")),
        "needs an independent verifier: apt-get install python3-dkim");
    List<String> bodies = bodies();
    List<String> ours =
        bodies.stream()
            .map(body -> DkimCanonical.relaxedBody(body.getBytes(StandardCharsets.ISO_8859_1)))
            .map(HexFormat.of()::formatHex)
            .toList();
    List<String> theirs = relaxedByTheJudge(bodies);
    for (int i = 0; i < bodies.size(); i++) {
      assertEquals(theirs.get(i), ours.get(i), i + ": " + bodies.get(i));
    }
  }

  private static List<String> bodies() {
    Random random = new Random(6376);
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      StringBuilder body = new StringBuilder();
      for (int parts = random.nextInt(12); parts > 0; parts--) {
        // some have neither runs of blanks nor blanks at an end
        body.append(i % 3 == 0 ? "a b" : PARTS[random.nextInt(PARTS.length)]);
      }
      bodies.add(body + (i % 2 == 0 ? "\r\n" : "a")); // a blank at the very end gets a line end
    }
    return bodies;
  }

  private static List<String> relaxedByTheJudge(List<String> bodies) throws Exception {
    Path in = Files.createTempFile("bodies", ".hex");
    try (OutputStream out = Files.newOutputStream(in)) {
      for (String body : bodies) {
        String line = HexFormat.of().formatHex(body.getBytes(StandardCharsets.ISO_8859_1)) + "\n";
        out.write(line.getBytes(StandardCharsets.US_ASCII));
      }
    }
    Process judge =
        new ProcessBuilder("/usr/bin/python3", "-c", JUDGE)
            .redirectInput(in.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> said =
        new String(judge.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
            .lines()
            .toList();
    Files.delete(in);
    return said;
  }
}
