package nl.voorkeur.launcher;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;

/**
 * How Payara Micro is called. Settings go to it through its environment only, as everyone on a
 * machine can read a command line.
 */
final class ServerCommand {

  /** What Payara Micro opens by the manifest of its own jar, which another main class loses. */
  private static final List<String> OPENED =
      List.of(
          "java.base/jdk.internal.loader",
          "java.base/java.lang",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/sun.nio.ch",
          "java.management/sun.management",
          "jdk.management/com.sun.management.internal",
          "java.base/sun.net.www.protocol.jrt",
          "java.base/sun.net.www.protocol.jar",
          "java.base/java.io",
          "java.naming/javax.naming.spi",
          "java.rmi/sun.rmi.transport",
          "java.logging/java.util.logging",
          "java.management/javax.management",
          "java.management/javax.management.openmbean");

  private static final List<String> EXPORTED =
      List.of(
          "java.base/jdk.internal.ref",
          "jdk.naming.dns/com.sun.jndi.dns",
          "java.naming/com.sun.jndi.ldap");

  private final ServerFiles.Unpacked files;
  private final Configuration configuration;
  private final Path scratch;

  /**
   * @param scratch a folder of this account alone, for files that live as long as the server
   */
  ServerCommand(ServerFiles.Unpacked files, Configuration configuration, Path scratch) {
    this.files = files;
    this.configuration = configuration;
    this.scratch = scratch;
  }

  /** The process to start. */
  ProcessBuilder process(Settings settings) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(java());
    words.add("-cp");
    words.add(files.classes() + File.pathSeparator + files.payara());
    words.add(ServerProcess.class.getName());
    words.addAll(payara());
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("VOORKEUR_"));
    environment.putAll(settings.environment());
    return builder;
  }

  private List<String> java() {
    List<String> words = new ArrayList<>();
    OPENED.forEach(name -> words.add("--add-opens=" + name + "=ALL-UNNAMED"));
    EXPORTED.forEach(name -> words.add("--add-exports=" + name + "=ALL-UNNAMED"));
    words.add("-Djava.io.tmpdir=" + scratch);
    // Without it Jakarta Mail looks the provider up again for each part that it encodes
    words.add("-Djakarta.mail.util.StreamProvider=org.eclipse.angus.mail.util.MailStreamProvider");
    // Without it Jakarta JSON looks its provider up again, in all jars, for each text
    words.add("-Djakarta.json.provider=org.eclipse.parsson.JsonProviderImpl");
    words.add("-Dhazelcast.phone.home.enabled=false");
    words.add("-XX:+ExitOnOutOfMemoryError");
    words.addAll(tuning());
    return words;
  }

  private List<String> tuning() {
    List<String> own =
        configuration
            .find(Setting.JAVA_OPTIONS)
            .map(options -> List.of(options.strip().split("\\s+")))
            .orElse(List.of());
    return own.isEmpty() && configuration.isDevelopment()
        ? JavaOptions.quickStart()
        : JavaOptions.serving(Runtime.getRuntime().availableProcessors(), own);
  }

  private List<String> payara() throws IOException {
    Path preboot = scratch.resolve("preboot");
    Files.writeString(
        preboot,
        resource("preboot").replace("${address}", configuration.get(Setting.HTTP_ADDRESS)));
    Path logging = scratch.resolve("logging.properties");
    Files.writeString(logging, resource("logging.properties"));
    return List.of(
        "--unpackdir",
        files.runtime().toString(),
        "--prebootcommandfile",
        preboot.toString(),
        "--logproperties",
        logging.toString(),
        "--port",
        configuration.get(Setting.HTTP_PORT).toString(),
        "--nocluster",
        "--contextroot",
        "/",
        "--deploy",
        files.war().toString());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ServerCommand.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
