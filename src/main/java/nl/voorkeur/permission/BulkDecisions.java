package nl.voorkeur.permission;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import nl.voorkeur.catalogue.TopicControllers;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.CopyText;
import nl.voorkeur.platform.persistence.CsvCopy;
import nl.voorkeur.platform.persistence.DatabaseOutage;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.recipient.AddressKeys;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Decisions for lists of any length: one address a line in, one line of CSV out, in the same order.
 * The list goes into a table of this transaction alone, is answered by one query, and leaves
 * nothing behind; memory stays flat however long it is.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BulkDecisions {

  private static final int PIECE = 5_000;

  /** Pieces that are being hashed while the one before is on its way to the database. */
  private static final int AHEAD = 4;

  /** Longer than any address; what comes after it belongs to no address. */
  private static final int LONGEST_LINE = 1_000;

  private static final List<String> ROOM =
      List.of(
          "SET LOCAL statement_timeout = 0",
          "SET LOCAL work_mem = '96MB'",
          "CREATE TEMP TABLE asked (number bigint, given text, key bytea, compare_key text, unicode_key text, former_keys bytea[])"
              + " ON COMMIT DROP");

  @Resource private ManagedExecutorService executor;
  private Sql sql;
  private AddressKeys keys;
  private TopicControllers topics;

  /** For the container. */
  public BulkDecisions() {}

  @Inject
  public BulkDecisions(Sql sql, AddressKeys keys, TopicControllers topics) {
    this.sql = sql;
    this.keys = keys;
    this.topics = topics;
  }

  /** Answers every line of a list; one that is no address is answered {@code INVALID}. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public void decide(
      ControllerId controller, TopicId topic, BufferedReader list, OutputStream out) {
    topics.require(controller, topic);
    String answers =
        "COPY ("
            + String.format(
                Locale.ROOT, sql.text(BulkDecisions.class, "answer_list"), topic.value())
            + ") TO STDOUT (FORMAT csv, HEADER)";
    sql.with(
        handle ->
            handle.inTransaction(
                transaction -> {
                  try {
                    ROOM.forEach(transaction::execute);
                    take(list, transaction);
                    transaction.execute("ANALYZE asked");
                    return CsvCopy.write(transaction.getConnection(), answers, out);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  } catch (SQLException e) {
                    throw new DatabaseOutage(e);
                  }
                }));
  }

  private void take(BufferedReader list, Handle handle) throws SQLException, IOException {
    Connection connection = handle.getConnection();
    CopyIn copy =
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY asked FROM STDIN");
    try {
      Deque<Future<byte[]>> pieces = new ArrayDeque<>();
      long number = 1;
      for (List<String> lines = read(list); !lines.isEmpty(); lines = read(list)) {
        List<String> piece = lines;
        long first = number;
        pieces.add(executor.submit(() -> rows(first, piece)));
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

  private static List<String> read(BufferedReader list) throws IOException {
    List<String> lines = new ArrayList<>(PIECE);
    while (lines.size() < PIECE) {
      String text = list.readLine();
      if (text == null) {
        break;
      }
      if (!text.isBlank()) {
        lines.add(text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) : text);
      }
    }
    return lines;
  }

  private byte[] rows(long first, List<String> lines) {
    CopyText rows = new CopyText();
    long number = first;
    for (String line : lines) {
      Optional<EmailAddress> address =
          EmailAddress.parse(line).fold(Optional::of, fault -> Optional.empty());
      rows.number(number++).value(line);
      if (address.isPresent()) {
        rows.bytes(keys.of(address.get()))
            .value(address.get().compareKey())
            .optional(address.get().unicodeKey().orElse(""))
            .byteArray(keys.former(address.get()));
      } else {
        rows.none().none().none().none();
      }
      rows.endRow();
    }
    return rows.take();
  }
}
