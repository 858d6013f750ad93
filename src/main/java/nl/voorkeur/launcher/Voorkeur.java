package nl.voorkeur.launcher;

import java.nio.file.Path;
import java.security.SecureRandom;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;

/** Starts the portal and what it needs, says where it is, and stops it all in order. */
public final class Voorkeur {

  private final Parts parts = new Parts();

  private Voorkeur() {}

  /** {@code java -jar voorkeur.jar}, set up by the environment. */
  public static void main(String[] arguments) throws InterruptedException {
    Voorkeur voorkeur = new Voorkeur();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (voorkeur.parts.stop()) {
                    // Ended by request and cleanly: not the signal's number
                    Runtime.getRuntime().halt(0);
                  }
                },
                "stop"));
    try {
      voorkeur.run();
    } catch (StartRefused | Configuration.Refused e) {
      if (voorkeur.parts.stop()) {
        System.err.println(e.getMessage());
        System.exit(1);
      }
    }
  }

  private void run() throws InterruptedException {
    System.setProperty("java.util.logging.SimpleFormatter.format", "%4$s: %5$s%6$s%n");
    java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
    Settings settings = Settings.read(System.getenv(), Path.of(""));
    settings
        .strangers()
        .forEach(name -> System.err.println(name + " is no setting of Voorkeur; ignored."));
    Configuration given = settings.check();
    DataFolder data = parts.add(DataFolder.take(given.get(Setting.DATA_DIR)));
    ServerFiles.Unpacked files = ServerFiles.unpack(data.resolve("server"));
    SecureRandom random = new SecureRandom();
    FirstPassword password = null;
    boolean catches = false;
    if (given.isDevelopment()) {
      new MadeUpKeys(random).complete(settings, data);
      if (!settings.has(Setting.DB_URL)) {
        System.out.println("Starting PostgreSQL …");
        parts.add(Postgres.start(data, files.postgres(), settings));
      }
      if (!settings.has(Setting.SMTP_HOST)) {
        catches = true;
        parts.add(Catcher.start(data, given.get(Setting.CATCHER_PORT), settings));
      }
      password = FirstPassword.complete(settings, data, random);
    }
    settings.put(Setting.BASE_URL, given.get(Setting.BASE_URL).toString());
    System.out.println("Starting the server …");
    Server server = parts.add(Server.start(data, files, settings, settings.check()));
    server.awaitReady();
    System.out.println(block(given, password, catches));
    if (password != null) {
      password.shown();
    }
    int code = server.await();
    throw new StartRefused("The server ended by itself, with exit code " + code + ".");
  }

  private static String block(
      Configuration configuration, FirstPassword password, boolean catches) {
    String base = configuration.get(Setting.BASE_URL).toString();
    StringBuilder text = new StringBuilder("\n");
    text.append("  Voorkeur is ready\n");
    text.append("    portal    ").append(base).append("/\n");
    text.append("    staff     ").append(base).append("/staff/\n");
    if (password != null) {
      text.append("    sign-in   admin, ")
          .append(
              password
                  .made()
                  .map(made -> "password " + made + " (shown this once)")
                  .orElse("password as set before"))
          .append("\n");
    }
    if (catches) {
      text.append("    mail      http://localhost:")
          .append(configuration.get(Setting.CATCHER_PORT))
          .append("/ (caught here, none leaves this machine)\n");
    }
    text.append("    stop      Ctrl-C\n");
    return text.toString();
  }
}
