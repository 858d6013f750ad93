package nl.voorkeur.launcher;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs on this machine.
 *
 * @param bin the folder of {@code initdb}, {@code pg_ctl} and {@code postgres}
 * @param major their version, as data of one version is unreadable for another
 */
record PostgresBinaries(Path bin, int major) {

  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final int OLDEST = 15;

  /** Our own programs where they run, and else the installed ones, newest first. */
  static List<PostgresBinaries> usable(Path home) {
    return Stream.concat(ours(home).stream(), installed().stream()).toList();
  }

  Command program(String name, String... arguments) {
    return new Command(
        Stream.concat(Stream.of(bin.resolve(name).toString()), Stream.of(arguments)).toList());
  }

  /** The resource that holds our programs for this kind of processor. */
  static String archive() {
    return switch (System.getProperty("os.arch")) {
      case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
      case "aarch64", "arm64" -> "postgres-linux-arm_64.txz";
      default -> "postgres-linux-" + System.getProperty("os.arch") + ".txz";
    };
  }

  private static Optional<PostgresBinaries> ours(Path home) {
    try (InputStream archive = PostgresBinaries.class.getResourceAsStream("/" + archive())) {
      if (archive == null) {
        return Optional.empty();
      }
      if (!Files.isDirectory(home)) {
        Path draft = home.resolveSibling(home.getFileName() + ".new");
        DataFolder.delete(draft);
        unpack(archive, draft);
        Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new StartRefused("PostgreSQL can't be unpacked into " + home + ".", e);
    }
    return at(home.resolve("bin"));
  }

  private static void unpack(InputStream archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("an entry outside of the archive's folder");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
          } else {
            Files.copy(tar, path);
            boolean runs = (entry.getMode() & 0111) != 0;
            Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
          }
        }
      }
    }
  }

  private static List<PostgresBinaries> installed() {
    if (!Files.isDirectory(INSTALLED)) {
      return List.of();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> at(version.resolve("bin")))
          .flatMap(Optional::stream)
          .filter(found -> found.major() >= OLDEST)
          .sorted(Comparator.comparingInt(PostgresBinaries::major).reversed())
          .toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  /** The programs of that folder, when they run here and are complete. */
  private static Optional<PostgresBinaries> at(Path bin) {
    if (!Files.isExecutable(bin.resolve("initdb")) || !Files.isExecutable(bin.resolve("pg_ctl"))) {
      return Optional.empty();
    }
    Command.Outcome version =
        Command.of(bin.resolve("postgres").toString(), "--version").run("", Duration.ofSeconds(20));
    Matcher number = VERSION.matcher(version.output());
    return version.succeeded() && number.find()
        ? Optional.of(new PostgresBinaries(bin, Integer.parseInt(number.group(1))))
        : Optional.empty();
  }
}
