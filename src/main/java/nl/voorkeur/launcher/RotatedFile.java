package nl.voorkeur.launcher;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A log file that makes room when it is full: {@code x.log}, {@code x.log.1}, and so on. */
final class RotatedFile implements AutoCloseable {

  static final long MOST_BYTES = 10_000_000;
  static final int OLDER_FILES = 5;

  private final Path file;
  private final long mostBytes;
  private Writer writer;
  private long size;

  private RotatedFile(Path file, long mostBytes) {
    this.file = file;
    this.mostBytes = mostBytes;
  }

  /** Goes on with the file where it is there. */
  static RotatedFile open(Path file, long mostBytes) throws IOException {
    RotatedFile rotated = new RotatedFile(file, mostBytes);
    rotated.append();
    return rotated;
  }

  Path path() {
    return file;
  }

  private void append() throws IOException {
    writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    size = Files.size(file);
  }

  /** Writes a line, readable at once. */
  void write(String line) throws IOException {
    if (size > mostBytes) {
      rotate();
    }
    writer.write(line);
    writer.write('\n');
    writer.flush();
    size += line.getBytes(StandardCharsets.UTF_8).length + 1;
  }

  private void rotate() throws IOException {
    writer.close();
    for (int i = OLDER_FILES; i > 0; i--) {
      Path newer = i == 1 ? file : older(i - 1);
      if (Files.exists(newer)) {
        Files.move(newer, older(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    append();
  }

  private Path older(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
