package nl.voorkeur.launcher;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The account that PostgreSQL runs under, as it refuses to run as root. Root takes a user namespace
 * of its own, in which it is nobody; where the machine forbids that, an account without rights.
 *
 * @param runner the program, with arguments, that changes the account; empty when none is needed
 * @param owner who must own the data; empty when nobody else can own it
 */
record PostgresAccount(List<String> runner, Optional<String> owner) {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** The account, or nothing when this machine has none that can reach the folder. */
  static Optional<PostgresAccount> find(DataFolder data) {
    if (!"0".equals(idAs(List.of()))) {
      return Optional.of(new PostgresAccount(List.of(), Optional.empty()));
    }
    List<String> namespace = List.of("unshare", "--user");
    if (isUsable(idAs(namespace))) {
      return Optional.of(new PostgresAccount(namespace, Optional.of("root")));
    }
    return Stream.of("postgres", "nobody")
        .map(name -> new PostgresAccount(runAs(name), Optional.of(name)))
        .filter(account -> isUsable(idAs(account.runner())) && account.reaches(data))
        .findFirst();
  }

  private static List<String> runAs(String name) {
    return List.of("setpriv", "--reuid=" + name, "--regid=" + groupOf(name), "--clear-groups");
  }

  private static String groupOf(String name) {
    return Command.of("id", "-g", name).run("", LIMIT).output().strip();
  }

  private static String idAs(List<String> runner) {
    Command.Outcome outcome = Command.of("id", "-u").by(runner).run("", LIMIT);
    return outcome.succeeded() ? outcome.output().strip() : "";
  }

  private static boolean isUsable(String id) {
    return !id.isEmpty() && !"0".equals(id);
  }

  private boolean reaches(DataFolder data) {
    return Command.of("test", "-x", data.resolve(".").normalize().toString())
        .by(runner)
        .run("", LIMIT)
        .succeeded();
  }

  /** Hands over a folder or file with all that is in it, unless it is theirs already. */
  void own(Path path) throws IOException {
    if (owner.isPresent() && Files.exists(path)) {
      UserPrincipal principal =
          FileSystems.getDefault()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(owner.get());
      if (Files.getOwner(path).equals(principal)) {
        return;
      }
      try (Stream<Path> all = Files.walk(path)) {
        for (Path each : all.toList()) {
          Files.setOwner(each, principal);
        }
      }
    }
  }
}
