package nl.voorkeur.permission;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.persistence.CopyRows;
import nl.voorkeur.platform.persistence.DatabaseOutage;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.AddressKeys;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A list of any length that is asked about, as the table {@code asked} of one transaction alone; it
 * leaves nothing behind. Memory stays flat: a few pieces are hashed while the one before is on its
 * way to the database.
 *
 * <p>A list holds its connection for as long as its sender and its reader take, so few are answered
 * at a time: opt-outs need connections, too (promise 2).
 */
@ApplicationScoped
public class AskedList {

  private static final int AT_A_TIME = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int PIECE = 5_000;
  private static final int AHEAD = 4;

  /** Of the table {@code asked}. */
  private static final int COLUMNS = 7;

  private static final List<String> ROOM =
      List.of(
          "SET LOCAL statement_timeout = 0",
          "SET LOCAL work_mem = '96MB'",
          "SET LOCAL default_statistics_target = 10", // enough to see how many there are
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

  /** Whom the table is asked about. */
  public enum About {
    /** Those who are held: the columns of keys and hashes are filled. */
    PEOPLE,
    /** Mailboxes that are not held, too, such as those erased: all columns are filled. */
    STRANGERS_TOO
  }

  /** Where the list comes from. */
  public interface Source<T> {
    /** The next of it; none at the end. */
    List<T> read(int most) throws IOException;
  }

  /** What is done with the table once the list is in it. */
  public interface Answering<R> {
    R answer(Handle transaction) throws SQLException, IOException;
  }

  private Sql sql;
  private AddressKeys keys;
  private Semaphore turns;
  private Duration patience;

  /** For the container. */
  protected AskedList() {}

  @Inject
  public AskedList(Sql sql, AddressKeys keys) {
    this(sql, keys, AT_A_TIME, PATIENCE);
  }

  AskedList(Sql sql, AddressKeys keys, int atATime, Duration patience) {
    this.sql = sql;
    this.keys = keys;
    this.turns = new Semaphore(atATime, true);
    this.patience = patience;
  }

  /**
   * Takes the whole list into the table and answers it; an outage when others take too long.
   *
   * @param entries what an element of the list asks about, worked out on the executor's threads
   */
  public <T, R> R answer(
      Source<T> source,
      Function<T, Entry> entries,
      ExecutorService executor,
      Answering<R> answering) {
    return answer(About.STRANGERS_TOO, source, entries, executor, answering);
  }

  /** The same, about some of the columns where these are enough. */
  public <T, R> R answer(
      About about,
      Source<T> source,
      Function<T, Entry> entries,
      ExecutorService executor,
      Answering<R> answering) {
    awaitTurn();
    try {
      return sql.with(
          handle ->
              handle.inTransaction(
                  transaction -> {
                    try {
                      take(transaction, about, source, entries, executor);
                      return answering.answer(transaction);
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    } catch (SQLException e) {
                      throw new DatabaseOutage(e);
                    }
                  }));
    } finally {
      turns.release();
    }
  }

  private void awaitTurn() {
    try {
      if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new DatabaseOutage(new TimeoutException("other lists are being answered"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private <T> void take(
      Handle transaction,
      About about,
      Source<T> source,
      Function<T, Entry> entries,
      ExecutorService executor)
      throws SQLException, IOException {
    ROOM.forEach(transaction::execute);
    Connection connection = transaction.getConnection();
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY asked FROM STDIN (FORMAT binary)");
    try {
      CopyRows.begin(copy);
      Deque<Future<byte[]>> pieces = new ArrayDeque<>();
      long number = 1;
      for (List<T> piece = source.read(PIECE); !piece.isEmpty(); piece = source.read(PIECE)) {
        List<T> now = piece;
        long first = number;
        pieces.add(executor.submit(() -> rows(about, first, now, entries)));
        number += piece.size();
        if (pieces.size() == AHEAD) {
          write(pieces.poll(), copy);
        }
      }
      while (!pieces.isEmpty()) {
        write(pieces.poll(), copy);
      }
      CopyRows.end(copy);
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
    transaction.execute("ANALYZE asked (number, key)"); // by which it is joined, and no more
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

  private <T> byte[] rows(About about, long first, List<T> piece, Function<T, Entry> entries) {
    CopyRows rows = new CopyRows(COLUMNS);
    long number = first;
    for (T one : piece) {
      Entry entry = entries.apply(one);
      rows.row().bigint(number++).text(entry.given());
      if (entry.address().isPresent()) {
        address(rows, about, entry.address().get(), entry.given());
      } else {
        rows.none().none().none().none();
      }
      if (entry.hash().isPresent()) {
        rows.bytes(entry.hash().get());
      } else {
        rows.none();
      }
    }
    return rows.take();
  }

  /** The key by which spellings are compared is left out where it is what was given: mostly. */
  private void address(CopyRows rows, About about, EmailAddress address, String given) {
    rows.bytes(keys.of(address));
    if (about == About.PEOPLE) {
      rows.none().none().none();
    } else {
      String compareKey = address.compareKey();
      rows.optional(compareKey.equals(given) ? "" : compareKey)
          .optional(address.unicodeKey().orElse(""))
          .byteArray(keys.former(address));
    }
  }
}
