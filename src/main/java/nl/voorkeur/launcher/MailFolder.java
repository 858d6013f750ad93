package nl.voorkeur.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import nl.voorkeur.launcher.CaughtMail.Envelope;

/**
 * The caught mails: one {@code .eml} file each, byte for byte as it came in, and one line each in
 * an index for what the message doesn't hold. The newest ten thousand are kept, also over restarts.
 */
final class MailFolder {

  static final int MOST = 10_000;

  private static final String SUFFIX = ".eml";

  private final Path folder;
  private final Path index;
  private final Clock clock;
  private final ConcurrentSkipListMap<Long, CaughtMail> mails = new ConcurrentSkipListMap<>();
  private long lastId;
  private int lines;

  private MailFolder(Path folder, Clock clock) {
    this.folder = folder;
    this.index = folder.resolve("envelopes");
    this.clock = clock;
  }

  /** Opens the folder with the mails of earlier runs. */
  static MailFolder open(Path folder, Clock clock) throws IOException {
    MailFolder opened = new MailFolder(folder, clock);
    opened.load();
    return opened;
  }

  private void load() throws IOException {
    Map<Long, String[]> known = new HashMap<>();
    if (Files.exists(index)) {
      for (String line : Files.readAllLines(index)) {
        String[] fields = line.split("\t", -1);
        if (fields.length >= 3
            && fields[0].matches("\\d{1,18}")
            && fields[1].matches("\\d{1,18}")) {
          known.put(Long.valueOf(fields[0]), fields);
          lastId = Math.max(lastId, Long.parseLong(fields[0]));
        }
      }
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.getFileName().toString().matches("\\d{1,18}\\.eml")).toList();
    }
    for (Path file : files) {
      long id = Long.parseLong(file.getFileName().toString().replace(SUFFIX, ""));
      String[] fields = known.get(id);
      mails.put(
          id,
          CaughtMail.of(
              id,
              fields == null
                  ? Files.getLastModifiedTime(file).toInstant()
                  : Instant.ofEpochMilli(Long.parseLong(fields[1])),
              fields == null
                  ? new Envelope("", List.of())
                  : new Envelope(fields[2], List.of(fields).subList(3, fields.length)),
              Files.readAllBytes(file)));
      lastId = Math.max(lastId, id);
    }
    trim();
    writeIndex();
  }

  /** Keeps a mail as it is. */
  synchronized CaughtMail add(Envelope envelope, byte[] message) throws IOException {
    long id = ++lastId;
    Files.write(file(id), message);
    CaughtMail mail = CaughtMail.of(id, clock.instant(), envelope, message);
    Files.writeString(index, line(mail), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    lines++;
    mails.put(id, mail);
    trim();
    if (lines > 2 * MOST) {
      writeIndex();
    }
    notifyAll();
    return mail;
  }

  private void trim() throws IOException {
    while (mails.size() > MOST) {
      Files.deleteIfExists(file(mails.pollFirstEntry().getKey()));
    }
  }

  private void writeIndex() throws IOException {
    Path draft = index.resolveSibling("envelopes.new");
    Files.write(draft, mails.values().stream().map(mail -> line(mail).stripTrailing()).toList());
    Files.move(draft, index, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    lines = mails.size();
  }

  private static String line(CaughtMail mail) {
    return mail.id()
        + "\t"
        + mail.received().toEpochMilli()
        + "\t"
        + String.join(
            "\t",
            Stream.concat(
                    Stream.of(mail.envelope().reversePath()), mail.envelope().recipients().stream())
                .map(address -> address.replaceAll("[\\p{Cntrl}]", ""))
                .toList())
        + "\n";
  }

  /** The mails that match, newest first. */
  List<CaughtMail> find(String words) {
    return mails.descendingMap().values().stream().filter(mail -> mail.matches(words)).toList();
  }

  /** The same, after waiting until there are so many, or until the time is over. */
  List<CaughtMail> await(String words, int least, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    List<CaughtMail> found = find(words);
    while (found.size() < least && System.nanoTime() < end) {
      synchronized (this) {
        // shorter than the rest, as a mail may have come in between looking and waiting
        wait(Math.max(1, Math.min(200, (end - System.nanoTime()) / 1_000_000)));
      }
      found = find(words);
    }
    return found;
  }

  Optional<CaughtMail> get(long id) {
    return Optional.ofNullable(mails.get(id));
  }

  /** The message itself, or nothing when it is gone. */
  Optional<byte[]> raw(long id) {
    if (!mails.containsKey(id)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllBytes(file(id)));
    } catch (NoSuchFileException deletedMeanwhile) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes all of them; ids go on counting. */
  synchronized void clear() throws IOException {
    for (Long id : List.copyOf(mails.keySet())) {
      mails.remove(id);
      Files.deleteIfExists(file(id));
    }
    Files.write(index, (lastId + "\t0\t\n").getBytes(StandardCharsets.UTF_8));
    lines = 1;
  }

  private Path file(long id) {
    return folder.resolve(id + SUFFIX);
  }
}
