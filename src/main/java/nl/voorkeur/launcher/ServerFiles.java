package nl.voorkeur.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The parts of {@code voorkeur.jar} that must lie on disk to run. Each is unpacked once, under a
 * name that holds its checksum, so that a new version of one leaves the others in place.
 */
final class ServerFiles {

  private static final String MAIN = "nl/voorkeur/launcher/ServerProcess.class";

  private final Path folder;
  private final JarFile jar;
  private final Set<String> used = new HashSet<>();

  private ServerFiles(Path folder, JarFile jar) {
    this.folder = folder;
    this.jar = jar;
  }

  /** What the server needs, in place. */
  record Unpacked(Path payara, Path runtime, Path war, Path classes, Path postgres) {}

  static Unpacked unpack(Path folder) {
    try (JarFile jar = new JarFile(ownJar().toFile())) {
      Files.createDirectories(folder);
      ServerFiles files = new ServerFiles(folder, jar);
      Path payara = files.file("server/payara-micro.jar", "payara-micro-%s.jar");
      Path war = files.file("server/voorkeur.war", "war-%s/voorkeur.war");
      Path classes = files.folder(MAIN, "classes-%s");
      files.file(MAIN, "classes-%s/" + MAIN);
      Path runtime = files.folder("server/payara-micro.jar", "payara-%s");
      Path postgres = files.folder(PostgresBinaries.archive(), "postgresql-%s");
      files.removeOthers();
      return new Unpacked(payara, runtime, war, classes, postgres);
    } catch (IOException e) {
      throw new StartRefused("The server can't be unpacked into " + folder + ".", e);
    }
  }

  private static Path ownJar() throws IOException {
    try {
      return Path.of(ServerFiles.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private Path file(String entryName, String pattern) throws IOException {
    JarEntry entry = jar.getJarEntry(entryName);
    Path target = folder.resolve(named(entry, pattern));
    if (!Files.exists(target) || Files.size(target) != entry.getSize()) {
      Files.createDirectories(target.getParent());
      Path draft = target.resolveSibling("unpacking");
      try (InputStream in = jar.getInputStream(entry)) {
        Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }
    return target;
  }

  private Path folder(String entryName, String pattern) {
    JarEntry entry = jar.getJarEntry(entryName);
    return folder.resolve(entry == null ? "none" : named(entry, pattern));
  }

  private String named(JarEntry entry, String pattern) {
    String name = String.format(pattern, Long.toHexString(entry.getCrc()));
    used.add(Path.of(name).getName(0).toString());
    return name;
  }

  private void removeOthers() throws IOException {
    List<Path> others;
    try (Stream<Path> all = Files.list(folder)) {
      others = all.filter(path -> !used.contains(path.getFileName().toString())).toList();
    }
    for (Path other : others) {
      DataFolder.delete(other);
    }
  }
}
