package nl.voorkeur.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nl.voorkeur.platform.configuration.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where settings come from, and which of them wins. */
class SettingsTest {

  @TempDir private Path folder;

  @Test
  void theEnvironmentWinsOverTheFileAndTheFileOverTheDefault() throws IOException {
    Files.writeString(
        folder.resolve("voorkeur.properties"),
        "voorkeur.http.port=9001\nvoorkeur.smtp.port=2525\nvoorkeur.db.user=bé\n");
    Settings settings =
        Settings.read(Map.of("VOORKEUR_HTTP_PORT", "9002", "VOORKEUR_SMTP_PORT", ""), folder);
    Map<String, String> all = settings.environment();
    assertEquals("9002", all.get("VOORKEUR_HTTP_PORT"));
    assertEquals("2525", all.get("VOORKEUR_SMTP_PORT"));
    assertEquals("bé", all.get("VOORKEUR_DB_USER"));
    assertEquals("8025", all.get("VOORKEUR_CATCHER_PORT"));
    assertFalse(all.containsKey("VOORKEUR_DB_URL"));
    assertFalse(settings.has(Setting.CATCHER_PORT), "a default is not given");
  }

  @Test
  void theFileMayHaveAnotherName() throws IOException {
    Files.writeString(folder.resolve("other.conf"), "voorkeur.http.port=9003\n");
    Settings settings = Settings.read(Map.of("VOORKEUR_CONFIG", "other.conf"), folder);
    assertEquals("9003", settings.environment().get("VOORKEUR_HTTP_PORT"));
    assertEquals(List.of(), settings.strangers());
  }

  @Test
  void aNamedFileMustBeThere() {
    assertEquals(
        "The settings in " + folder.resolve("none") + " can't be read.",
        assertThrows(
                StartRefused.class, () -> Settings.read(Map.of("VOORKEUR_CONFIG", "none"), folder))
            .getMessage());
  }

  @Test
  void misspeltNamesAreNoticed() throws IOException {
    Files.writeString(folder.resolve("voorkeur.properties"), "voorkeur.prot=1\n");
    Settings settings = Settings.read(Map.of("VOORKEUR_DB_ULR", "x", "PATH", "/bin"), folder);
    assertEquals(List.of("voorkeur.prot", "VOORKEUR_DB_ULR"), settings.strangers());
  }

  @Test
  void portZeroIsAFreeOne() {
    Settings settings = Settings.read(Map.of("VOORKEUR_HTTP_PORT", "0"), folder);
    int port = settings.check().get(Setting.HTTP_PORT);
    assertTrue(port > 1023, "port " + port);
    assertTrue(settings.check().get(Setting.BASE_URL).toString().endsWith(":" + port));
  }
}
