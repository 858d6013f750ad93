package nl.voorkeur.importing;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The character sets that we read. */
public enum FileCharset {
  UTF_8("UTF-8", StandardCharsets.UTF_8),
  WINDOWS_1252("windows-1252", Charset.forName("windows-1252"));

  private final String label;
  private final Charset charset;

  FileCharset(String label, Charset charset) {
    this.label = label;
    this.charset = charset;
  }

  /** Its registered name. */
  public String label() {
    return label;
  }

  Charset charset() {
    return charset;
  }

  public static Optional<FileCharset> of(String label) {
    return Arrays.stream(values())
        .filter(one -> one.label.equalsIgnoreCase(label) || one.name().equals(label))
        .findFirst();
  }
}
