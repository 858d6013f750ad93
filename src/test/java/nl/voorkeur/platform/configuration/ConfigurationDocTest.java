package nl.voorkeur.platform.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} says what {@link Setting} says. */
class ConfigurationDocTest {

  private static final Path FILE = Path.of("docs", "configuration.md");
  private static final String COMMAND =
      "mvn -B -ntp -q test -Dtest=ConfigurationDocTest -Ddocs=write";

  @Test
  void isInStepWithTheSettings() throws IOException {
    String generated = document();
    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(FILE, generated);
    }
    assertEquals(generated, Files.readString(FILE), "write it anew: " + COMMAND);
  }

  private static String document() {
    StringBuilder text =
        new StringBuilder(
            """
            # Configuration
            <!-- Generated from Setting.java. Write it anew: %s -->
            Every setting has a name in the environment and one in a properties file (`VOORKEUR_DB_URL` is `voorkeur.db.url`); the environment
            wins. The file is the one that `VOORKEUR_CONFIG` names, else `voorkeur.properties` in the working folder when it is there; it is
            read as UTF-8. An empty value is as good as none. What is missing or wrong ends the start with a sentence that names the setting,
            and never shows its value.

            Nothing has to be set in development. Production needs `VOORKEUR_MODE=production`, `VOORKEUR_BASE_URL`, `VOORKEUR_DB_URL` with its
            user and password, `VOORKEUR_SMTP_HOST`, and the three keys; [operations.md](operations.md) tells how to make them.

            | Setting | Default | Meaning |
            |---|---|---|
            """
                .formatted(COMMAND));
    for (Setting<?> setting : Setting.all()) {
      text.append("| `").append(setting.variable()).append("` | ");
      text.append(setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`");
      text.append(" | ").append(setting.description());
      text.append(setting.isSecret() ? " Secret." : "").append(" |\n");
    }
    return text.toString();
  }
}
