package nl.voorkeur.platform.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A fresh DKIM key, and python3-dkim as the judge of what it signed. */
public record DkimKey(String selector, KeyPair pair) {

  /** What the judge says. */
  public record Verdict(boolean isValid, List<String> covered) {}

  public static DkimKey make(String selector) {
    return make(selector, "RSA");
  }

  public static DkimKey ed25519(String selector) {
    return make(selector, "Ed25519");
  }

  private static DkimKey make(String selector, String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("RSA")) {
        generator.initialize(2048);
      }
      return new DkimKey(selector, generator.generateKeyPair());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As DNS has it: for Ed25519 the bare 32 bytes (RFC 8463 s. 4.2). */
  private String record() {
    byte[] encoded = pair.getPublic().getEncoded();
    boolean rsa = pair.getPublic() instanceof java.security.interfaces.RSAPublicKey;
    byte[] bare = rsa ? encoded : Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    return "v=DKIM1; k="
        + (rsa ? "rsa" : "ed25519")
        + "; p="
        + Base64.getEncoder().encodeToString(bare);
  }

  /** As {@code VOORKEUR_DKIM_KEY} wants it. */
  public String setting() {
    return selector + ":" + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
  }

  /** What Debian's python3-dkim says of a message; the test is skipped where there is none. */
  public Verdict verify(byte[] message, String domain) {
    return verify(message, selector + "._domainkey." + domain, record());
  }

  /** The same for a key of which only the record in DNS is known. */
  public static Verdict verify(byte[] message, String name, String record) {
    assumeJudge();
    try (InputStream script = DkimKey.class.getResourceAsStream("dkim_verify.py")) {
      Path file = Files.createTempFile("dkim_verify", ".py");
      Files.write(file, script.readAllBytes());
      Process judge =
          new ProcessBuilder("/usr/bin/python3", file.toString(), name, record)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (OutputStream in = judge.getOutputStream()) {
        in.write(message);
      }
      String[] said =
          new String(judge.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n", 2);
      Files.delete(file);
      return new Verdict(said[0].equals("True"), List.of(said[1].strip().split(":")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Skips the test where there is no judge. */
  static void assumeJudge() {
    Assumptions.assumeTrue(
        Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/dkim")),
        "needs an independent verifier: apt-get install python3-dkim");
  }
}
