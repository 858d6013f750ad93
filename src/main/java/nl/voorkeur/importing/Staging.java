package nl.voorkeur.importing;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.voorkeur.importing.StagedRow.Entry;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.platform.persistence.CopyRows;
import nl.voorkeur.platform.persistence.DatabaseOutage;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.AddressKeys;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Reads a file into staging: record by record through COPY, so that memory stays flat however large
 * it is, and a bad record never stops the rest.
 */
final class Staging {

  static final int MOST_RECORDS = 5_000_000;

  /** Of stage.sql. */
  private static final int COLUMNS = 20;

  private static final int BLOCK = 1 << 16;
  private static final int BLOCKS_BETWEEN_LOOKS = 50;

  private final Sql sql;
  private final AddressKeys keys;
  private final Clock clock;

  Staging(Sql sql, AddressKeys keys, Clock clock) {
    this.sql = sql;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Stages every record.
   *
   * @param unproven why no record of this file gives a permission, if so
   * @param everyBlock called now and then; stops it by throwing
   * @return how many there are
   * @throws Unreadable when the file as a whole can't be read
   */
  int stage(
      Handle tx,
      ImportBatchId id,
      ImportPlan plan,
      Optional<Refusal> unproven,
      InputStream file,
      Runnable everyBlock) {
    try {
      CopyIn copy =
          tx.getConnection()
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(sql.text(Staging.class, "stage"));
      try {
        CopyRows.begin(copy);
        int records = copy(copy, id, plan, unproven, file, everyBlock);
        CopyRows.end(copy);
        return records;
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
    } catch (SQLException e) {
      throw new DatabaseOutage(e);
    }
  }

  private int copy(
      CopyIn copy,
      ImportBatchId id,
      ImportPlan plan,
      Optional<Refusal> unproven,
      InputStream file,
      Runnable everyBlock)
      throws SQLException {
    // a day may have begun elsewhere
    LocalDate latest = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
    RecordReader reader = new RecordReader(plan, unproven, latest);
    Layout layout = plan.layout();
    CopyRows out = new CopyRows(COLUMNS);
    int record = 0;
    int blocks = 0;
    long line = 0;
    try (CsvReader<CsvRecord> records =
        FileText.records(file, layout.charset(), layout.delimiter())) {
      Iterator<CsvRecord> all = records.iterator();
      if (layout.header() && all.hasNext()) {
        all.next();
      }
      while (all.hasNext()) {
        CsvRecord next = all.next();
        line = next.getStartingLineNumber();
        if (++record > MOST_RECORDS) {
          throw new Unreadable(ImportFailure.TOO_MANY_RECORDS, line);
        }
        if (FileText.isRunaway(next)) {
          throw new Unreadable(ImportFailure.RECORD_TOO_LONG, line);
        }
        write(out, id, record, line, reader.read(next.getFields()));
        if (out.length() >= BLOCK) {
          send(copy, out);
          if (++blocks % BLOCKS_BETWEEN_LOOKS == 0) {
            everyBlock.run();
          }
        }
      }
      send(copy, out);
      return record;
    } catch (CsvParseException endless) {
      throw new Unreadable(ImportFailure.RECORD_TOO_LONG, line + 1);
    } catch (UncheckedIOException e) {
      throw unreadable(e.getCause(), line);
    } catch (IOException e) {
      throw unreadable(e, line);
    }
  }

  private static Unreadable unreadable(IOException cause, long line) {
    if (cause instanceof CharacterCodingException) {
      return new Unreadable(ImportFailure.ENCODING, line + 1);
    }
    throw new UncheckedIOException(cause);
  }

  private static void send(CopyIn copy, CopyRows out) throws SQLException {
    byte[] block = out.take();
    copy.writeToCopy(block, 0, block.length);
  }

  private void write(CopyRows out, ImportBatchId id, int record, long line, StagedRow row) {
    out.row().bigint(id.value()).integer(record).integer(Math.toIntExact(line));
    out.text(row.given());
    Optional<Entry> entry = row.entry();
    if (entry.isPresent() && entry.get() instanceof Entry.Mailbox mailbox) {
      EmailAddress address = mailbox.address();
      out.text(address.value()).text(address.compareKey());
      out.optional(address.unicodeKey().orElse(""));
      out.text("ADDRESS_KEY").bytes(keys.of(address)).byteArray(keys.former(address));
    } else if (entry.isPresent() && entry.get() instanceof Entry.Hash hash) {
      out.none().none().none().text(hash.form().name()).bytes(hash.digest());
      out.byteArray(List.of());
    } else {
      out.none().none().none().text("ADDRESS_KEY").none().byteArray(List.of());
    }
    out.optional(row.language().map(Enum::name).orElse(""));
    out.optional(row.firstName()).optional(row.lastName());
    out.flag(row.complaint()).text(row.says().name());
    out.optional(row.unproven().map(Enum::name).orElse("")).json(row.facts());
    out.optional(names(row.notes())).optional(row.fault().orElse(""));
    out.optional(names(row.lacking()));
  }

  private static String names(Collection<? extends Enum<?>> codes) {
    return codes.stream().map(Enum::name).collect(Collectors.joining(","));
  }

  /** The file as a whole can't be read. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ImportFailure failure;
    private final long line;

    Unreadable(ImportFailure failure, long line) {
      super(failure.name());
      this.failure = failure;
      this.line = line;
    }

    ImportFailure failure() {
      return failure;
    }

    int line() {
      return Math.toIntExact(Math.max(1, line));
    }
  }
}
