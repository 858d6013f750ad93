package nl.voorkeur.importing;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.platform.persistence.Sql;
import org.apache.commons.codec.digest.DigestUtils;
import org.jdbi.v3.core.Handle;

/**
 * Uploaded files, kept in the database in pieces: any node can go on with the work, and none holds
 * more than a piece in memory.
 */
final class FileStore {

  /** The largest file that we take. */
  static final long LARGEST = 1L << 30;

  private static final int PIECE = 1 << 20;
  private static final int SIGNATURE = 8;

  /** How a file of Office before 2007 begins. */
  private static final byte[] OLE2 = HexFormat.of().parseHex("d0cf11e0a1b11ae1");

  private final Sql sql;

  FileStore(Sql sql) {
    this.sql = sql;
  }

  /** Keeps a file, or says why not; of a workbook the sheet, as CSV. */
  Upload keep(ControllerId controller, String fileName, InputStream file, String actor) {
    try {
      PushbackInputStream in = new PushbackInputStream(file, SIGNATURE);
      byte[] head = in.readNBytes(SIGNATURE);
      in.unread(head);
      if (Arrays.equals(head, OLE2)) {
        return new Upload.Refused(UploadFault.OLD_WORKBOOK);
      }
      return head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4
          ? keepWorkbook(controller, fileName, in, actor)
          : keep(controller, fileName, in, actor, Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Upload keepWorkbook(
      ControllerId controller, String fileName, InputStream file, String actor) throws IOException {
    Path workbook = Files.createTempFile("import-", ".xlsx");
    Path csv = Files.createTempFile("import-", ".csv");
    try {
      MessageDigest sha256 = DigestUtils.getSha256Digest();
      try (OutputStream out = Files.newOutputStream(workbook)) {
        long size = 0;
        for (byte[] piece = file.readNBytes(PIECE);
            piece.length > 0;
            piece = file.readNBytes(PIECE)) {
          size += piece.length;
          if (size > LARGEST) {
            return new Upload.Refused(UploadFault.TOO_LARGE);
          }
          sha256.update(piece);
          out.write(piece);
        }
      }
      WorkbookFile.Found found;
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(csv))) {
        found = WorkbookFile.write(workbook, out, LARGEST);
      } catch (WorkbookFile.Unusable unusable) {
        return new Upload.Refused(unusable.fault());
      }
      try (InputStream text = Files.newInputStream(csv)) {
        return keep(
            controller, fileName, text, actor, Optional.of(new Sheet(found, sha256.digest())));
      }
    } finally {
      Files.delete(workbook);
      Files.delete(csv);
    }
  }

  /** A sheet, and the digest of the workbook that it comes from. */
  private record Sheet(WorkbookFile.Found found, byte[] sha256) {}

  private Upload keep(
      ControllerId controller,
      String fileName,
      InputStream file,
      String actor,
      Optional<Sheet> sheet) {
    return sql.with(
        handle ->
            handle.inTransaction(
                tx -> {
                  tx.execute("SET LOCAL statement_timeout = '60s'");
                  long batch = insertBatch(tx, controller, fileName, actor);
                  Upload upload = keepPieces(tx, batch, file, sheet);
                  if (upload instanceof Upload.Refused) {
                    tx.createUpdate("DELETE FROM import_batch WHERE id = :batch")
                        .bind("batch", batch)
                        .execute();
                  }
                  return upload;
                }));
  }

  private static long insertBatch(
      Handle tx, ControllerId controller, String fileName, String actor) {
    return tx.createQuery(
            "INSERT INTO import_batch (controller_id, file_name, file_size, file_sha256, encoding, actor)"
                + " VALUES (:controller, :name, 0, '', 'UNKNOWN', :actor) RETURNING id")
        .bind("controller", controller.value())
        .bind("name", NameCell.read(fileName).name())
        .bind("actor", actor)
        .mapTo(Long.class)
        .one();
  }

  private static Upload keepPieces(Handle tx, long batch, InputStream file, Optional<Sheet> sheet) {
    MessageDigest sha256 = DigestUtils.getSha256Digest();
    EncodingProbe probe = new EncodingProbe();
    long size = 0;
    try {
      int part = 0;
      for (byte[] piece = file.readNBytes(PIECE);
          piece.length > 0;
          piece = file.readNBytes(PIECE)) {
        size += piece.length;
        if (size > LARGEST) {
          return new Upload.Refused(UploadFault.TOO_LARGE);
        }
        sha256.update(piece);
        probe.see(piece, piece.length);
        tx.createUpdate(
                "INSERT INTO import_part (batch_id, part, bytes) VALUES (:batch, :part, :bytes)")
            .bind("batch", batch)
            .bind("part", part++)
            .bind("bytes", piece)
            .execute();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (size == 0) {
      return new Upload.Refused(UploadFault.EMPTY);
    }
    Encoding encoding = probe.verdict();
    if (encoding == Encoding.UTF_16) {
      return new Upload.Refused(UploadFault.UTF_16);
    }
    tx.createUpdate(
            "UPDATE import_batch SET file_size = :size, file_sha256 = :sha256, encoding = :encoding,"
                + " sheet = :sheet, other_sheets = :others WHERE id = :batch")
        .bind("size", size)
        .bind("sha256", sheet.map(Sheet::sha256).orElseGet(sha256::digest))
        .bind("sheet", sheet.map(one -> one.found().sheet()).orElse(null))
        .bind("others", sheet.map(one -> one.found().others()).orElse(0))
        .bind("encoding", encoding.name())
        .bind("batch", batch)
        .execute();
    return new Upload.Taken(new ImportBatchId(batch));
  }

  /** The first bytes of a file, and perhaps all. */
  byte[] head(ImportBatchId id, int most) {
    ByteArrayOutputStream head = new ByteArrayOutputStream(most);
    try (InputStream in = open(id)) {
      head.write(in.readNBytes(most));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return head.toByteArray();
  }

  /** The whole file, a piece at a time. */
  InputStream open(ImportBatchId id) {
    return new SequenceInputStream(
        new Enumeration<>() {
          private int part;
          private Optional<byte[]> next = piece(id, 0);

          @Override
          public boolean hasMoreElements() {
            return next.isPresent();
          }

          @Override
          public InputStream nextElement() {
            byte[] piece = next.orElseThrow(NoSuchElementException::new);
            next = piece(id, ++part);
            return new ByteArrayInputStream(piece);
          }
        });
  }

  void drop(Handle tx, ImportBatchId id) {
    tx.createUpdate("DELETE FROM import_part WHERE batch_id = :batch")
        .bind("batch", id.value())
        .execute();
  }

  private Optional<byte[]> piece(ImportBatchId id, int part) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT bytes FROM import_part WHERE batch_id = :batch AND part = :part")
                .bind("batch", id.value())
                .bind("part", part)
                .mapTo(byte[].class)
                .findOne());
  }
}
