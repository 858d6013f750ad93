package nl.voorkeur.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Development keys: usable, kept, private, and known for what they are. */
class MadeUpKeysTest {

  @TempDir private Path folder;
  private DataFolder data;

  @BeforeEach
  void take() {
    data = DataFolder.take(folder);
  }

  @AfterEach
  void giveBack() {
    data.close();
  }

  private Settings complete(Map<String, String> environment) {
    Settings settings = Settings.read(environment, folder);
    new MadeUpKeys(new SecureRandom()).complete(settings, data);
    return settings;
  }

  @Test
  void areUsableAndMarkedAsMadeUp() {
    Configuration configuration = complete(Map.of()).check();
    assertTrue(configuration.get(Setting.TOKEN_KEYS).get(0).isMadeUp());
    assertTrue(configuration.get(Setting.ADDRESS_KEYS).get(0).isMadeUp());
    assertTrue(configuration.get(Setting.DKIM_KEY).isMadeUp());
    assertEquals("dev", configuration.get(Setting.DKIM_KEY).id());
    assertNotEquals(
        configuration.get(Setting.TOKEN_KEYS).get(0).id(),
        configuration.get(Setting.ADDRESS_KEYS).get(0).id());
  }

  @Test
  void areKeptForThisAccountAlone() throws IOException {
    Map<String, String> first = complete(Map.of()).environment();
    assertEquals(first, complete(Map.of()).environment());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("keys.properties"))));
  }

  @Test
  void aConfiguredKeyIsNeitherReplacedNorWrittenDown() throws IOException {
    String key = complete(Map.of()).environment().get("VOORKEUR_ADDRESS_KEYS");
    Files.delete(folder.resolve("keys.properties"));

    Map<String, String> all =
        complete(
                Map.of(
                    "VOORKEUR_TOKEN_KEYS",
                    key,
                    "VOORKEUR_DB_URL",
                    "jdbc:postgresql://localhost/mine"))
            .environment();
    assertEquals(key, all.get("VOORKEUR_TOKEN_KEYS"));
    assertFalse(all.containsKey("VOORKEUR_DB_PASSWORD"), "another's database");
    String file = Files.readString(folder.resolve("keys.properties"));
    assertFalse(file.contains("voorkeur.token.keys"), file);
    assertTrue(file.contains("voorkeur.address.keys=dev-"), file);
  }
}
