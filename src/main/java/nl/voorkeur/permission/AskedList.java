package nl.voorkeur.permission;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.persistence.CopyText;
import nl.voorkeur.recipient.AddressKeys;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A list of any length that is asked about, as the table {@code asked} of the transaction alone; it
 * leaves nothing behind. Memory stays flat: a few pieces are hashed while the one before is on its
 * way to the database.
 */
public final class AskedList {

  private static final int PIECE = 5_000;
  private static final int AHEAD = 4;

  private static final List<String> ROOM =
      List.of(
          "SET LOCAL statement_timeout = 0",
          "SET LOCAL work_mem = '96MB'",
          "CREATE TEMP TABLE asked (number bigint, given text, key bytea, compare_key text, unicode_key text,"
              + " former_keys bytea[], hash bytea) ON COMMIT DROP");

  /**
   * One entry.
   *
   * @param given as it came
   * @param hash of an address, in the form of suppression lists
   */
  public record Entry(String given, Optional<EmailAddress> address, Optional<byte[]> hash) {

    /** An entry that is an address, or nothing. */
    public static Entry of(String text) {
      return new Entry(
          text,
          EmailAddress.parse(text).fold(Optional::of, fault -> Optional.empty()),
          Optional.empty());
    }
  }

  /** Where the list comes from. */
  public interface Source<T> {
    /** The next of it; none at the end. */
    List<T> read(int most) throws IOException;
  }

  private AskedList() {}

  /**
   * Takes the whole list into the table.
   *
   * @param entries what an element of the list asks about, worked out on the executor's threads
   */
  public static <T> void take(
      Handle transaction,
      Source<T> source,
      Function<T, Entry> entries,
      AddressKeys keys,
      ExecutorService executor)
      throws SQLException, IOException {
    ROOM.forEach(transaction::execute);
    Connection connection = transaction.getConnection();
    CopyIn copy =
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY asked FROM STDIN");
    try {
      Deque<Future<byte[]>> pieces = new ArrayDeque<>();
      long number = 1;
      for (List<T> piece = source.read(PIECE); !piece.isEmpty(); piece = source.read(PIECE)) {
        List<T> now = piece;
        long first = number;
        pieces.add(executor.submit(() -> rows(first, now, entries, keys)));
        number += piece.size();
        if (pieces.size() == AHEAD) {
          write(pieces.poll(), copy);
        }
      }
      while (!pieces.isEmpty()) {
        write(pieces.poll(), copy);
      }
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
    transaction.execute("ANALYZE asked");
  }

  private static void write(Future<byte[]> piece, CopyIn copy) throws SQLException {
    try {
      byte[] rows = piece.get();
      copy.writeToCopy(rows, 0, rows.length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static <T> byte[] rows(
      long first, List<T> piece, Function<T, Entry> entries, AddressKeys keys) {
    CopyText rows = new CopyText();
    long number = first;
    for (T one : piece) {
      Entry entry = entries.apply(one);
      rows.number(number++).value(entry.given());
      if (entry.address().isPresent()) {
        EmailAddress address = entry.address().get();
        rows.bytes(keys.of(address))
            .value(address.compareKey())
            .optional(address.unicodeKey().orElse(""))
            .byteArray(keys.former(address));
      } else {
        rows.none().none().none().none();
      }
      if (entry.hash().isPresent()) {
        rows.bytes(entry.hash().get());
      } else {
        rows.none();
      }
      rows.endRow();
    }
    return rows.take();
  }
}
