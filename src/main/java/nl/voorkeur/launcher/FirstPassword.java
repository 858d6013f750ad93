package nl.voorkeur.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import nl.voorkeur.platform.configuration.Setting;

/**
 * The password of the first administrator. Made up at starts of a development installation until
 * one got ready, as only then it was shown; never written anywhere.
 */
final class FirstPassword {

  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final int GROUPS = 4;
  private static final int GROUP = 4;

  private final Path marker;
  private final Optional<String> password;

  private FirstPassword(Path marker, Optional<String> password) {
    this.marker = marker;
    this.password = password;
  }

  /**
   * Fills it in when nobody configured it and nobody has seen one.
   *
   * @param newDatabase whether there can't be an operator yet
   */
  static FirstPassword complete(
      Settings settings, DataFolder data, boolean newDatabase, SecureRandom random) {
    Path marker = data.resolve("administrator-made");
    if (settings.has(Setting.ADMIN_PASSWORD) || (Files.exists(marker) && !newDatabase)) {
      return new FirstPassword(marker, Optional.empty());
    }
    StringBuilder made = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP; i++) {
      made.append(i > 0 && i % GROUP == 0 ? "-" : "");
      made.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    settings.put(Setting.ADMIN_PASSWORD, made.toString());
    return new FirstPassword(marker, Optional.of(made.toString()));
  }

  /** The password to show, when it was made up now. */
  Optional<String> made() {
    return password;
  }

  /** From now on there is an administrator. */
  void shown() {
    try {
      Files.writeString(marker, "The first administrator was made; the password isn't kept.\n");
    } catch (IOException e) {
      throw new StartRefused("The data folder can't be written.", e);
    }
  }
}
