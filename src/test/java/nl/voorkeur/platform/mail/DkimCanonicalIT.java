package nl.voorkeur.platform.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Relaxed form as python3-dkim makes it (RFC 6376 s. 3.4.2 and 3.4.4). */
class DkimCanonicalIT {

  private static final String JUDGE =
      "import sys\n"
          + "from dkim.canonicalization import Relaxed\n"
          + "for line in sys.stdin:\n"
          + "  print(%s.hex())\n";
  private static final String BODY = "Relaxed.canonicalize_body(bytes.fromhex(line))";
  private static final String FIELD =
      "b':'.join(Relaxed.canonicalize_headers([bytes.fromhex(line).split(b':', 1)])[0])";

  private static final HexFormat HEX = HexFormat.of();
  private static final String[] PARTS = {"a", "=E9", ".", " ", " ", "\t", "\r\n", "\r\n"};
  private static final String[] VALUES = {"a", "B", ":", "\u00e9", " ", "\t", "\r\n ", "\r\n\t"};

  @Test
  void anyBodyIsRelaxedAsSomebodyElseDoesIt() throws Exception {
    assertAsTheJudge(bodies(), BODY, DkimCanonical::relaxedBody);
  }

  @Test
  void anyFieldIsRelaxedAsSomebodyElseDoesIt() throws Exception {
    assertAsTheJudge(fields(), FIELD, field -> octets(text(DkimCanonical.relaxed(field)) + "\r\n"));
  }

  private static void assertAsTheJudge(
      List<String> texts, String judgement, UnaryOperator<byte[]> ours) throws Exception {
    DkimKey.assumeJudge();
    List<String> theirs = relaxedByTheJudge(texts, judgement);
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      assertEquals(theirs.get(i), HEX.formatHex(ours.apply(octets(text))), i + ": " + text);
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

  private static List<String> fields() {
    Random random = new Random(6376);
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      StringBuilder field = new StringBuilder(i % 2 == 0 ? "List-Id:" : "Subject : ");
      for (int parts = random.nextInt(12); parts > 0; parts--) {
        field.append(VALUES[random.nextInt(VALUES.length)]);
      }
      fields.add(field.toString());
    }
    return fields;
  }

  private static List<String> relaxedByTheJudge(List<String> texts, String judgement)
      throws Exception {
    Path in = Files.createTempFile("relaxed", ".hex");
    Files.write(in, texts.stream().map(text -> HEX.formatHex(octets(text))).toList());
    Process judge =
        new ProcessBuilder("/usr/bin/python3", "-c", String.format(JUDGE, judgement))
            .redirectInput(in.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> said = text(judge.getInputStream().readAllBytes()).lines().toList();
    Files.delete(in);
    return said;
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }
}
