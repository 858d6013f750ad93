package nl.voorkeur.launcher;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;

/**
 * The settings as texts: the environment wins over a properties file, and both win over what a
 * development start makes up.
 */
final class Settings {

  /** Names the properties file. */
  static final String FILE_VARIABLE = "VOORKEUR_CONFIG";

  private static final String DEFAULT_FILE = "voorkeur.properties";

  private final Map<Setting<?>, String> texts;
  private final List<String> strangers;

  private Settings(Map<Setting<?>, String> texts, List<String> strangers) {
    this.texts = texts;
    this.strangers = strangers;
  }

  /**
   * Reads every setting that is given.
   *
   * @throws StartRefused when the properties file can't be read
   */
  static Settings read(Map<String, String> environment, Path workingFolder) {
    Properties file = file(environment, workingFolder);
    Map<Setting<?>, String> texts =
        new TreeMap<>((a, b) -> Setting.all().indexOf(a) - Setting.all().indexOf(b));
    List<String> strangers = new ArrayList<>();
    file.stringPropertyNames().stream().sorted().forEach(strangers::add);
    environment.keySet().stream()
        .filter(name -> name.startsWith("VOORKEUR_") && !name.equals(FILE_VARIABLE))
        .sorted()
        .forEach(strangers::add);
    for (Setting<?> setting : Setting.all()) {
      Optional.ofNullable(environment.get(setting.variable()))
          .filter(text -> !text.isBlank())
          .or(() -> Optional.ofNullable(file.getProperty(setting.property())))
          .filter(text -> !text.isBlank())
          .ifPresent(text -> texts.put(setting, text));
      strangers.remove(setting.property());
      strangers.remove(setting.variable());
    }
    Settings settings = new Settings(texts, strangers);
    settings.choosePort(Setting.HTTP_PORT);
    settings.choosePort(Setting.CATCHER_PORT);
    return settings;
  }

  private static Properties file(Map<String, String> environment, Path workingFolder) {
    Properties properties = new Properties();
    String named = environment.getOrDefault(FILE_VARIABLE, "");
    Path path = workingFolder.resolve(named.isBlank() ? DEFAULT_FILE : named);
    if (named.isBlank() && !Files.exists(path)) {
      return properties;
    }
    try (Reader reader = Files.newBufferedReader(path)) {
      properties.load(reader);
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      throw new StartRefused("The settings in " + path + " can't be read.", e);
    }
  }

  /** Port 0 means any free one. */
  private void choosePort(Setting<Integer> setting) {
    if ("0".equals(texts.getOrDefault(setting, "").strip())) {
      texts.put(setting, Integer.toString(freePort()));
    }
  }

  /** A port of the loopback address that is free now. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartRefused("There is no free port on this machine.", e);
    }
  }

  /** The checked values. */
  Configuration check() {
    return Configuration.read(
        property ->
            texts.entrySet().stream()
                .filter(entry -> entry.getKey().property().equals(property))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null));
  }

  /** Whether someone gave it, or a part was started that stands for it. */
  boolean has(Setting<?> setting) {
    return texts.containsKey(setting);
  }

  /** Fills in what development makes up. */
  void put(Setting<?> setting, String text) {
    texts.put(setting, text);
  }

  /** Names that look like ours and are no setting, such as misspelt ones. */
  List<String> strangers() {
    return List.copyOf(strangers);
  }

  /** Every setting that has a value, by the name of its environment variable. */
  Map<String, String> environment() {
    Map<String, String> variables = new TreeMap<>();
    for (Setting<?> setting : Setting.all()) {
      String text = texts.getOrDefault(setting, setting.defaultText());
      if (!text.isEmpty()) {
        variables.put(setting.variable(), text);
      }
    }
    return variables;
  }
}
