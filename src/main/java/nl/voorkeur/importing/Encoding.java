package nl.voorkeur.importing;

import java.util.Optional;

/** What the bytes of a file prove about its encoding (requirement V4: never guessed). */
public enum Encoding {
  /** Begins with the byte order mark of UTF-8, and is UTF-8. */
  UTF_8_MARKED,
  /** Valid UTF-8 with characters outside ASCII, which no other encoding is by chance. */
  UTF_8,
  /** Nothing but ASCII, the same in every encoding that we read. */
  ASCII,
  /** Not UTF-8: a person must say what it is. */
  UNKNOWN,
  /** Begins with the mark of UTF-16, which we don't read. */
  UTF_16;

  /** The character set that is certain, if any. */
  public Optional<FileCharset> certain() {
    return switch (this) {
      case UTF_8_MARKED, UTF_8, ASCII -> Optional.of(FileCharset.UTF_8);
      case UNKNOWN, UTF_16 -> Optional.empty();
    };
  }
}
