package nl.voorkeur.platform.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bodies in relaxed form, as python3-dkim makes it (RFC 6376 s. 3.4.4). */
class DkimCanonicalIT {

  private static final String JUDGE =
      "import sys\n"
          + "from dkim.canonicalization import Relaxed\n"
          + "for line in sys.stdin:\n"
          + "  print(Relaxed.canonicalize_body(bytes.fromhex(line)).hex())\n";

  private static final HexFormat HEX = HexFormat.of();
  private static final String[] PARTS = {"a", "=E9", ".", " ", " ", "\t", "\r\n", "\r\n"};

  @Test
  void anyBodyIsRelaxedAsSomebodyElseDoesIt() throws Exception {
    DkimKey.assumeJudge();
    List<String> bodies = bodies();
    List<byte[]> ours =
        bodies.stream().map(DkimCanonicalIT::octets).map(DkimCanonical::relaxedBody).toList();
    List<String> theirs = relaxedByTheJudge(bodies);
    for (int i = 0; i < bodies.size(); i++) {
      assertEquals(theirs.get(i), HEX.formatHex(ours.get(i)), i + ": " + bodies.get(i));
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
    Files.write(in, bodies.stream().map(body -> HEX.formatHex(octets(body))).toList());
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

  private static byte[] octets(String body) {
    return body.getBytes(StandardCharsets.ISO_8859_1);
  }
}
