package nl.voorkeur.importing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.recipient.AddressKeys;

/**
 * Takes files of people in: upload, look, check, import, report. A file that is read in a moment is
 * checked and imported while the caller waits; a larger one goes on by itself ({@link
 * ImportWorker}).
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RecipientImport {

  /** So large a file is done while the caller waits. */
  static final long AT_ONCE_BYTES = 2_000_000;

  private BatchStore batches;
  private FileStore files;
  private RowStore rows;
  private ImportRun run;
  private Audit audit;

  /** For the container. */
  public RecipientImport() {}

  @Inject
  public RecipientImport(Sql sql, AddressKeys keys, Clock clock, Audit audit) {
    this.batches = new BatchStore(sql);
    this.files = new FileStore(sql);
    this.rows = new RowStore(sql);
    this.run = new ImportRun(sql, batches, files, new Staging(sql, keys, clock), keys);
    this.audit = audit;
  }

  /**
   * Keeps a file until it is imported or cancelled.
   *
   * @param actor who, as the ledger writes it: {@code staff:<id>} or {@code token:<id>}
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public Upload upload(ControllerId controller, String fileName, InputStream file, String actor) {
    Upload upload = files.keep(controller, fileName.isBlank() ? "-" : fileName, file, actor);
    if (upload instanceof Upload.Taken taken) {
      record("IMPORT_UPLOADED", controller, taken.id());
    }
    return upload;
  }

  /**
   * What the file looks like; its whole plan is a suggestion.
   *
   * @param charset as a person chose it, where the bytes don't prove one
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public Optional<FileLook> look(
      ImportBatchId id, Optional<FileCharset> charset, Optional<Character> delimiter) {
    return batches
        .find(id)
        .map(
            batch ->
                FileSurvey.look(
                    files.head(id, FileSurvey.HEAD_BYTES),
                    batch.fileSize() <= FileSurvey.HEAD_BYTES,
                    batch.encoding(),
                    charset,
                    delimiter));
  }

  /**
   * Reads the whole file by a plan and says of each record what would become of it; changes nothing
   * else (requirement V4). May be repeated with another plan until the import starts.
   *
   * @param thenStart import right after it
   * @return why not, or nothing when the check is under way or done
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public Optional<PlanFault> check(ImportBatchId id, ImportPlan plan, boolean thenStart) {
    Optional<ImportBatch> batch = batches.find(id);
    if (batch.isEmpty()) {
      return Optional.of(PlanFault.TOO_LATE);
    }
    Optional<PlanFault> fault =
        plan.fault()
            .or(() -> charsetFault(batch.get().encoding(), plan.layout().charset()))
            .or(() -> batches.topicFault(id, plan.topics(), plan.kind() == ImportKind.CUSTOMERS));
    if (fault.isPresent()) {
      return fault;
    }
    if (!batches.plan(id, plan, thenStart, firstLease(batch.get()))) {
      return Optional.of(PlanFault.TOO_LATE);
    }
    if (thenStart) {
      record("IMPORT_STARTED", batch.get().controller(), id);
    }
    atOnce(batch.get());
    return Optional.empty();
  }

  /**
   * Imports a checked file. Every entry names this import, the file and the line.
   *
   * @return whether it is under way or done; false when it isn't checked
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean start(ImportBatchId id) {
    Optional<ImportBatch> batch = batches.find(id);
    if (batch.isEmpty() || !batches.start(id, firstLease(batch.get()))) {
      return false;
    }
    record("IMPORT_STARTED", batch.get().controller(), id);
    atOnce(batch.get());
    return true;
  }

  /** Gives up a file that isn't imported, and forgets what was in it. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean cancel(ImportBatchId id) {
    Optional<ImportBatch> batch = batches.find(id);
    boolean cancelled = batches.cancel(id);
    if (cancelled) {
      record("IMPORT_CANCELLED", batch.orElseThrow().controller(), id);
    }
    return cancelled;
  }

  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Optional<ImportBatch> find(ImportBatchId id) {
    return batches.find(id);
  }

  /** The controller's imports, newest first. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<ImportBatch> list(ControllerId controller, int offset, int limit) {
    return batches.list(controller, offset, limit);
  }

  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public int count(ControllerId controller) {
    return batches.count(controller);
  }

  /** A page of what became of the records, in the order of the file. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<ImportedRow> rows(ImportBatchId id, RowFilter filter, int offset, int limit) {
    return rows.rows(id, filter, offset, limit);
  }

  /** What became of every record, as CSV for a spreadsheet. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public void writeOutcomes(ImportBatchId id, OutputStream out) {
    rows.write(id, out);
  }

  private void record(String act, ControllerId controller, ImportBatchId id) {
    audit.record(act, Optional.of(controller), "import " + id, "");
  }

  private static Optional<PlanFault> charsetFault(Encoding encoding, FileCharset charset) {
    boolean wrong =
        switch (encoding) {
          case UTF_8_MARKED -> charset != FileCharset.UTF_8;
          case UNKNOWN -> charset == FileCharset.UTF_8;
          default -> false;
        };
    return wrong ? Optional.of(PlanFault.CHARSET_WRONG) : Optional.empty();
  }

  private static Duration firstLease(ImportBatch batch) {
    return isAtOnce(batch) ? ImportRun.LEASE : Duration.ZERO;
  }

  private void atOnce(ImportBatch batch) {
    if (isAtOnce(batch)) {
      run.advance(batch.id());
    }
  }

  private static boolean isAtOnce(ImportBatch batch) {
    return batch.fileSize() <= AT_ONCE_BYTES;
  }
}
