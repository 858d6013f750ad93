package nl.voorkeur.importing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.CsvCopy;
import nl.voorkeur.platform.persistence.DatabaseOutage;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.statement.StatementContext;

/** What became of each record, a page at a time or as a file. */
final class RowStore {

  private static final byte[] BYTE_ORDER_MARK = "\ufeff".getBytes(StandardCharsets.UTF_8);

  private final Sql sql;

  RowStore(Sql sql) {
    this.sql = sql;
  }

  List<ImportedRow> rows(
      ControllerId controller, ImportBatchId id, RowFilter filter, int offset, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(RowStore.class, "rows"))
                .bind("batch", id.value())
                .bind("controller", controller.value())
                .bind("outcome", filter.outcome().map(Enum::name).orElse(null))
                .bind("fault", filter.fault().orElse(null))
                .bind("limit", limit)
                .bind("offset", offset)
                .map(RowStore::row)
                .list());
  }

  /** Every outcome as CSV for a spreadsheet (requirement V2). */
  void write(ControllerId controller, ImportBatchId id, OutputStream out) {
    String copy =
        String.format(sql.text(RowStore.class, "outcomes"), id.value(), controller.value());
    sql.with(
        handle ->
            handle.inTransaction(
                tx -> {
                  tx.execute("SET LOCAL statement_timeout = '10min'");
                  try {
                    out.write(BYTE_ORDER_MARK);
                    return CsvCopy.write(tx.getConnection(), copy, out);
                  } catch (SQLException e) {
                    throw new DatabaseOutage(e);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
  }

  private static ImportedRow row(ResultSet row, StatementContext context) throws SQLException {
    int mergedInto = row.getInt("merged_into");
    long recipient = row.getLong("recipient_id");
    return new ImportedRow(
        row.getInt("record"),
        row.getInt("line"),
        row.getString("given"),
        Outcome.valueOf(row.getString("outcome")),
        Optional.ofNullable(row.getString("fault")),
        codes(row.getString("lacking")).map(ImportField::valueOf).toList(),
        codes(row.getString("notes")).map(Repair::valueOf).toList(),
        mergedInto == 0 ? Optional.empty() : Optional.of(mergedInto),
        Arrays.stream(BatchMapper.longs(row.getArray("kept_out"))).map(TopicId::new).toList(),
        recipient == 0 ? Optional.empty() : Optional.of(new RecipientId(recipient)));
  }

  private static Stream<String> codes(String text) {
    return text == null ? Stream.empty() : Arrays.stream(text.split(","));
  }
}
