package nl.voorkeur.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import nl.voorkeur.platform.configuration.Setting;

/**
 * Keys of a development installation: made once, kept in a file that only this account can read.
 * Their ids begin with {@code dev}, by which production knows and refuses them.
 */
final class MadeUpKeys {

  private static final int KEY_BYTES = 32;
  private static final int DKIM_BITS = 2048;

  private final SecureRandom random;

  MadeUpKeys(SecureRandom random) {
    this.random = random;
  }

  /** Fills in those keys that nobody configured. */
  void complete(Settings settings, DataFolder data) {
    Path file = data.resolve("keys.properties");
    Map<Setting<?>, Supplier<String>> makers =
        Map.of(
            Setting.TOKEN_KEYS, this::key,
            Setting.ADDRESS_KEYS, this::key,
            Setting.SECRET_KEYS, this::key,
            Setting.DKIM_KEY, MadeUpKeys::dkimKey,
            Setting.DB_PASSWORD, this::password);
    try {
      Map<String, String> kept = read(file);
      boolean grown = false;
      for (Map.Entry<Setting<?>, Supplier<String>> maker : makers.entrySet()) {
        Setting<?> setting = maker.getKey();
        boolean wanted =
            !settings.has(setting)
                && !(setting == Setting.DB_PASSWORD && settings.has(Setting.DB_URL));
        if (wanted) {
          grown |= !kept.containsKey(setting.property());
          settings.put(
              setting, kept.computeIfAbsent(setting.property(), absent -> maker.getValue().get()));
        }
      }
      if (grown) {
        write(file, kept);
      }
    } catch (IOException e) {
      throw new StartRefused("The development keys in " + file + " can't be read or written.", e);
    }
  }

  private static Map<String, String> read(Path file) throws IOException {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
    }
    Map<String, String> kept = new TreeMap<>();
    properties.stringPropertyNames().forEach(name -> kept.put(name, properties.getProperty(name)));
    return kept;
  }

  private static void write(Path file, Map<String, String> keys) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# Made up for development. Without these keys the links in sent mail stop working");
    lines.add("# and suppressed addresses are no longer recognised.");
    keys.forEach((name, text) -> lines.add(name + "=" + text));
    DataFolder.writePrivately(file, lines);
  }

  private String key() {
    return "dev-" + HexFormat.of().formatHex(bytes(4)) + ":" + base64(bytes(KEY_BYTES));
  }

  private String password() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(24));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String dkimKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(DKIM_BITS);
      return "dev:" + base64(generator.generateKeyPair().getPrivate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has RSA", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
