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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.OfNoController;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.recipient.AddressKeys;

/**
 * Takes files of people in: upload, look, check, import, report, undo. A file that is read in a
 * moment is checked and imported while the caller waits; a larger one goes on by itself ({@link
 * ImportWorker}). Every act names the controller: an import of another is as good as none (promise
 * 7).
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
  private UndoRun undos;
  private Clock clock;
  private Audit audit;

  /** For the container. */
  public RecipientImport() {}

  @Inject
  public RecipientImport(Sql sql, AddressKeys keys, Clock clock, Audit audit) {
    this.batches = new BatchStore(sql);
    this.files = new FileStore(sql);
    this.rows = new RowStore(sql);
    this.run = new ImportRun(sql, batches, files, new Staging(sql, keys, clock), keys);
    this.undos = new UndoRun(sql);
    this.clock = clock;
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

  /** Imports of the very same file that count, the newest first. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<ImportBatch> sameFile(ControllerId controller, ImportBatchId id) {
    return batches.sameFile(controller, id);
  }

  /**
   * What the file looks like; its whole plan is a suggestion.
   *
   * @param charset as a person chose it, where the bytes don't prove one
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public Optional<FileLook> look(
      ControllerId controller,
      ImportBatchId id,
      Optional<FileCharset> charset,
      Optional<Character> delimiter) {
    return batches
        .find(controller, id)
        .map(
            batch ->
                FileSurvey.look(
                    files.head(id, FileSurvey.HEAD_BYTES),
                    batch.fileSize() <= FileSurvey.HEAD_BYTES,
                    batch.encoding(),
                    charset,
                    batch.sheet().isPresent() ? Optional.of(',') : delimiter));
  }

  /**
   * Reads the whole file by a plan and says of each record what would become of it; changes nothing
   * else (requirement V4). May be repeated with another plan until the import starts.
   *
   * @param thenStart import right after it
   * @return why not, or nothing when the check is under way or done
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public Optional<PlanFault> check(
      ControllerId controller, ImportBatchId id, ImportPlan plan, boolean thenStart) {
    Optional<ImportBatch> batch = batches.find(controller, id);
    if (batch.isEmpty()) {
      return Optional.of(PlanFault.TOO_LATE);
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Optional<PlanFault> fault =
        plan.fault(today)
            .or(() -> charsetFault(batch.get().encoding(), plan.layout().charset()))
            .or(
                () ->
                    batches.topicFault(
                        controller, plan.topics(), plan.kind() == ImportKind.CUSTOMERS))
            .or(() -> batches.agreementFault(controller, plan.ground().agreement(), today));
    if (fault.isPresent()) {
      return fault;
    }
    if (!batches.plan(controller, id, plan, thenStart, firstLease(batch.get()))) {
      return Optional.of(PlanFault.TOO_LATE);
    }
    if (thenStart) {
      record("IMPORT_STARTED", controller, id);
    }
    atOnce(batch.get());
    return Optional.empty();
  }

  /**
   * Imports a checked file, or the rest of one that was stopped. Every entry names this import, the
   * file and the line.
   *
   * @return whether it is under way or done; false when it isn't checked
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean start(ControllerId controller, ImportBatchId id) {
    Optional<ImportBatch> batch = batches.find(controller, id);
    if (batch.isEmpty() || !batches.start(controller, id, firstLease(batch.get()))) {
      return false;
    }
    record("IMPORT_STARTED", controller, id);
    atOnce(batch.get());
    return true;
  }

  /**
   * Gives up a file that isn't imported, and forgets what was in it; stops one that is being
   * imported where it is.
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean cancel(ControllerId controller, ImportBatchId id) {
    if (batches.cancel(controller, id)) {
      record("IMPORT_CANCELLED", controller, id);
      return true;
    }
    if (batches.stop(controller, id)) {
      record("IMPORT_STOPPED", controller, id);
      return true;
    }
    return false;
  }

  /** What an undo would do now; nothing where there is nothing to undo. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public Optional<UndoPreview> previewUndo(ControllerId controller, ImportBatchId id) {
    return batches.find(controller, id).filter(ImportBatch::isUndoable).map(undos::preview);
  }

  /**
   * Takes back what an import gave, as entries of the ledger ({@link UndoRun}). No opt-out is
   * lifted, and what the people did themselves since stays.
   *
   * @return whether it is under way or done
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean undo(ControllerId controller, ImportBatchId id, String actor) {
    Optional<ImportBatch> batch = batches.find(controller, id);
    if (batch.isEmpty() || !batches.undo(controller, id, actor, firstLease(batch.get()))) {
      return false;
    }
    record("IMPORT_UNDONE", controller, id);
    atOnce(batch.get());
    return true;
  }

  /** Of whose people somebody still has to tell where their data came from (GDPR art. 14). */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<ImportBatch> toInform(ControllerId controller) {
    return batches.toInform(controller);
  }

  /**
   * Notes that the people of an import were told where their data came from.
   *
   * @param how by which mail, letter or publication
   */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean informed(ControllerId controller, ImportBatchId id, String how, String actor) {
    boolean noted = !how.isBlank() && batches.informed(controller, id, how.strip(), actor);
    if (noted) {
      record("IMPORT_INFORMED", controller, id);
    }
    return noted;
  }

  /**
   * Whose import a number names, for addresses that don't say it; what it holds is asked with the
   * controller, which is where the wall stands (promise 7).
   */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  @OfNoController
  public Optional<ControllerId> controllerOf(ImportBatchId id) {
    return batches.find(id).map(ImportBatch::controller);
  }

  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Optional<ImportBatch> find(ControllerId controller, ImportBatchId id) {
    return batches.find(controller, id);
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
  public List<ImportedRow> rows(
      ControllerId controller, ImportBatchId id, RowFilter filter, int offset, int limit) {
    return rows.rows(controller, id, filter, offset, limit);
  }

  /** What became of every record, as CSV for a spreadsheet. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public void writeOutcomes(ControllerId controller, ImportBatchId id, OutputStream out) {
    rows.write(controller, id, out);
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
