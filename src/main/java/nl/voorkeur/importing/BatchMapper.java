package nl.voorkeur.importing;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.kernel.TopicId;
import org.jdbi.v3.core.Handle;

/** Rows of {@code import_batch} as what they mean. */
final class BatchMapper {

  private BatchMapper() {}

  static ImportBatch batch(Handle handle, ResultSet row) throws SQLException {
    long id = row.getLong("id");
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    Map<String, Integer> refusals = new TreeMap<>();
    Map<String, Integer> unproven = new TreeMap<>();
    handle
        .createQuery("SELECT outcome, fault, records FROM import_count WHERE batch_id = :id")
        .bind("id", id)
        .map(
            (count, context) -> {
              Outcome outcome = Outcome.valueOf(count.getString("outcome"));
              counts.merge(outcome, count.getInt("records"), Integer::sum);
              if (outcome == Outcome.REFUSED) {
                refusals.put(count.getString("fault"), count.getInt("records"));
              } else if (outcome == Outcome.UNPROVEN) {
                unproven.put(count.getString("fault"), count.getInt("records"));
              }
              return outcome;
            })
        .list();
    int failureLine = row.getInt("failure_line");
    int otherSheets = row.getInt("other_sheets");
    return new ImportBatch(
        new ImportBatchId(id),
        new ControllerId(row.getLong("controller_id")),
        row.getString("file_name"),
        row.getLong("file_size"),
        Encoding.valueOf(row.getString("encoding")),
        Optional.ofNullable(row.getString("sheet"))
            .map(sheet -> new ImportBatch.Sheet(sheet, otherSheets)),
        Optional.ofNullable(row.getString("kind")).map(ImportKind::valueOf),
        Arrays.stream(longs(row.getArray("topics"))).map(TopicId::new).toList(),
        layout(row),
        ground(row),
        row.getBoolean("start_after_check"),
        ImportState.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("failure")).map(ImportFailure::valueOf),
        failureLine == 0 ? Optional.empty() : Optional.of(failureLine),
        row.getInt("records"),
        row.getInt("done"),
        row.getString("actor"),
        time(row, "created_at").orElseThrow(),
        time(row, "finished_at"),
        new ImportBatch.Undo(
            row.getInt("undone"),
            row.getInt("taken_back"),
            Optional.ofNullable(row.getString("undone_by")),
            time(row, "undone_at")),
        notice(row),
        counts,
        refusals,
        unproven);
  }

  private static Ground ground(ResultSet row) throws SQLException {
    long agreement = row.getLong("agreement_id");
    return new Ground(
        row.getBoolean("obtained_at_sale"),
        row.getBoolean("free_accounts"),
        Optional.ofNullable(row.getString("source_kind")).map(Source::valueOf),
        row.getString("source"),
        date(row, "obtained_on"),
        agreement == 0 ? Optional.empty() : Optional.of(agreement),
        row.getString("wording"),
        row.getBoolean("keeps_unproven"));
  }

  private static Optional<ImportBatch.Notice> notice(ResultSet row) throws SQLException {
    Optional<LocalDate> by = date(row, "inform_by");
    if (by.isEmpty()) {
      return Optional.empty();
    }
    String how = row.getString("informed_how");
    return Optional.of(
        new ImportBatch.Notice(
            by.get(),
            time(row, "informed_at"),
            Optional.ofNullable(row.getString("informed_by")),
            how == null ? "" : how));
  }

  private static Optional<Layout> layout(ResultSet row) throws SQLException {
    if (row.getString("charset") == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Layout(
            FileCharset.valueOf(row.getString("charset")),
            row.getString("delimiter").charAt(0),
            row.getBoolean("header"),
            DateOrder.valueOf(row.getString("date_order")),
            Arrays.stream(texts(row.getArray("fields"))).map(ImportField::valueOf).toList()));
  }

  static Long[] longs(Array array) throws SQLException {
    return array == null ? new Long[0] : (Long[]) array.getArray();
  }

  static String[] texts(Array array) throws SQLException {
    return array == null ? new String[0] : (String[]) array.getArray();
  }

  static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static Optional<LocalDate> date(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, LocalDate.class));
  }
}
