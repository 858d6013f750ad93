package nl.voorkeur.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.platform.configuration.Setting;

/**
 * A real PostgreSQL of our own for development, on a loopback port, with its data in the data
 * folder. It keeps what it acknowledged (fsync and synchronous_commit are on), and logs no
 * statement and no value.
 */
final class Postgres implements AutoCloseable {

  private static final String NAME = "voorkeur";
  private static final Duration MAKE_LIMIT = Duration.ofSeconds(120);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final PostgresBinaries binaries;
  private final PostgresAccount account;
  private final Path cluster;
  private final Path log;

  private Postgres(PostgresBinaries binaries, PostgresAccount account, Path cluster, Path log) {
    this.binaries = binaries;
    this.account = account;
    this.cluster = cluster;
    this.log = log;
  }

  /**
   * Starts it, and tells the settings where it is. A server that an earlier portal left behind is
   * stopped first.
   */
  static Postgres start(DataFolder data, Path programs, Settings settings) {
    PostgresAccount account = PostgresAccount.find(data).orElseThrow(Postgres::cannotRun);
    Path cluster = data.resolve("postgres");
    PostgresBinaries binaries =
        choose(PostgresBinaries.usable(programs), cluster).orElseThrow(Postgres::cannotRun);
    Path log = data.resolve("postgres.log");
    Postgres postgres = new Postgres(binaries, account, cluster, log);
    try {
      if (Files.exists(cluster)) {
        postgres.stopLeftover();
      } else {
        postgres.make(settings.environment().get(Setting.DB_PASSWORD.variable()));
      }
      int port = postgres.open();
      settings.put(Setting.DB_URL, "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME);
      settings.put(Setting.DB_USER, NAME);
      return postgres;
    } catch (IOException e) {
      throw new StartRefused("The embedded PostgreSQL in " + cluster + " can't be started.", e);
    }
  }

  private static StartRefused cannotRun() {
    return new StartRefused(
        "The embedded PostgreSQL can't run here. Install one (apt-get install postgresql), or set"
            + " VOORKEUR_DB_URL to a database of your own.");
  }

  /** The programs that read the data there is. */
  private static Optional<PostgresBinaries> choose(List<PostgresBinaries> usable, Path cluster) {
    Path versionFile = cluster.resolve("PG_VERSION");
    if (!Files.exists(versionFile)) {
      return usable.stream().findFirst();
    }
    try {
      int version = Integer.parseInt(Files.readString(versionFile).strip());
      Optional<PostgresBinaries> fitting =
          usable.stream().filter(binaries -> binaries.major() == version).findFirst();
      if (fitting.isEmpty()) {
        throw new StartRefused(
            "The data in " + cluster + " is of PostgreSQL " + version + ", which isn't here.");
      }
      return fitting;
    } catch (IOException | NumberFormatException e) {
      throw new StartRefused("The data in " + cluster + " can't be read.", e);
    }
  }

  /** Makes the data folder under another name first, so that there is never half a one. */
  private void make(String password) throws IOException {
    Path draft = cluster.resolveSibling("postgres.new");
    Path passwordFile = cluster.resolveSibling("postgres.password");
    DataFolder.delete(draft);
    Files.createDirectory(draft);
    DataFolder.writePrivately(passwordFile, List.of(password));
    try {
      account.own(draft);
      account.own(passwordFile);
      List<String> locale =
          binaries.major() >= 17
              ? List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
              : List.of("--locale=C.UTF-8");
      List<String> arguments = new ArrayList<>(locale);
      arguments.addAll(
          List.of(
              "--encoding=UTF8",
              "--auth=scram-sha-256",
              "--username=" + NAME,
              "--pwfile=" + passwordFile,
              "--pgdata=" + draft));
      require(binaries.program("initdb", arguments.toArray(String[]::new)), "");
      require(
          binaries.program("postgres", "--single", "-D", draft.toString(), "postgres"),
          "CREATE DATABASE " + NAME + "\n");
    } finally {
      Files.deleteIfExists(passwordFile);
    }
    Files.move(draft, cluster, StandardCopyOption.ATOMIC_MOVE);
  }

  private void require(Command command, String input) {
    Command.Outcome outcome = command.by(account.runner()).run(input, MAKE_LIMIT);
    if (!outcome.succeeded()) {
      throw new StartRefused("The embedded PostgreSQL can't be made:\n" + outcome.output());
    }
  }

  /** Stops the server that a killed portal left on this data, and forgets one that is gone. */
  private void stopLeftover() throws IOException {
    Path pidFile = cluster.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    String pid = Files.readAllLines(pidFile).stream().findFirst().orElse("").strip();
    boolean alive =
        pid.matches("\\d{1,18}")
            && ProcessHandle.of(Long.parseLong(pid))
                .flatMap(process -> process.info().commandLine())
                .filter(line -> line.contains(cluster.toString()))
                .isPresent();
    if (!alive) {
      // Its number may be another program's by now, for which PostgreSQL would refuse to start
      Files.delete(pidFile);
    } else if (!stop("fast") && !stop("immediate")) {
      throw new StartRefused(
          "The PostgreSQL of an earlier start (process " + pid + ") can't be stopped.");
    }
  }

  private boolean stop(String mode) {
    return binaries
        .program("pg_ctl", "stop", "-D", cluster.toString(), "-m", mode, "-w", "-t", "15")
        .by(account.runner())
        .run("", STOP_LIMIT)
        .succeeded();
  }

  private int open() throws IOException {
    account.own(cluster);
    Files.deleteIfExists(log);
    Files.createFile(log);
    account.own(log);
    int port = Settings.freePort();
    Command start =
        binaries.program(
            "pg_ctl",
            "start",
            "-D",
            cluster.toString(),
            "-l",
            log.toString(),
            "-w",
            "-t",
            "60",
            "-o",
            "-h 127.0.0.1 -k '' -p "
                + port
                + " -c fsync=on -c synchronous_commit=on"
                + " -c max_connections=200 -c log_min_messages=warning"
                + " -c log_min_error_statement=panic -c log_error_verbosity=terse");
    Command.Outcome outcome = start.by(account.runner()).run("", MAKE_LIMIT);
    if (!outcome.succeeded()) {
      throw new StartRefused(
          "The embedded PostgreSQL did not start; " + log + " says why.\n" + outcome.output());
    }
    return port;
  }

  @Override
  public void close() {
    if (!stop("fast")) {
      stop("immediate");
    }
  }
}
