package nl.voorkeur.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;

/** Starts the portal and what it needs, says where it is, and stops it all in order. */
public final class Voorkeur {

  private final Parts parts = new Parts();
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();

  private Voorkeur() {}

  /** {@code java -jar voorkeur.jar}, set up by the environment. */
  public static void main(String[] arguments) throws InterruptedException {
    Logger.getLogger("").setLevel(Level.WARNING);
    Voorkeur voorkeur = new Voorkeur();
    Runtime.getRuntime().addShutdownHook(new Thread(voorkeur::stopOnRequest, "stop"));
    try {
      voorkeur.run(Settings.read(System.getenv(), Path.of("")));
    } catch (StartRefused | Configuration.Refused e) {
      if (voorkeur.parts.stop()) {
        System.err.println(e.getMessage());
        System.exit(1);
      }
    }
  }

  private void stopOnRequest() {
    if (parts.stop()) {
      // A clean end that was asked for isn't a failure, as the signal's exit code would say
      Runtime.getRuntime().halt(0);
    }
  }

  /** Returns never but by an exception; a stop on request ends the process. */
  private void run(Settings settings) throws InterruptedException {
    settings
        .strangers()
        .forEach(name -> System.err.println(name + " is no setting of Voorkeur; ignored."));
    Configuration given = settings.check();
    DataFolder data = parts.start(() -> DataFolder.take(given.get(Setting.DATA_DIR)));
    Server.makeWay(data, given);
    ServerFiles.Unpacked files = ServerFiles.unpack(data.resolve("server"));
    ReadyBlock block = new ReadyBlock(given);
    Optional<FirstPassword> password = Optional.empty();
    if (given.isDevelopment()) {
      password = Optional.of(startDevelopment(settings, given, data, files, block));
    }
    settings.put(Setting.BASE_URL, given.get(Setting.BASE_URL).toString());
    System.out.println("Starting the server …");
    Server server = parts.start(() -> Server.start(data, files, settings, settings.check(), clock));
    server.awaitReady();
    System.out.println(block.text());
    password.ifPresent(FirstPassword::shown);
    server.awaitEnd();
  }

  private FirstPassword startDevelopment(
      Settings settings,
      Configuration given,
      DataFolder data,
      ServerFiles.Unpacked files,
      ReadyBlock block) {
    new MadeUpKeys(random).complete(settings, data);
    boolean embedded = !settings.has(Setting.DB_URL);
    boolean newDatabase = embedded && !Files.exists(data.resolve("postgres"));
    FirstPassword password = FirstPassword.complete(settings, data, newDatabase, random);
    block.password(password, embedded);
    if (embedded) {
      System.out.println("Starting PostgreSQL …");
      parts.start(() -> Postgres.start(data, files.postgres(), settings));
    }
    if (!settings.has(Setting.SMTP_HOST)) {
      parts.start(() -> Catcher.start(data, given.get(Setting.CATCHER_PORT), settings, clock));
      block.catcher(given.get(Setting.CATCHER_PORT));
    }
    return password;
  }
}
