package nl.voorkeur.exporting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.QuestionId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;

/** By which answers lists are selected, in the database. */
final class SegmentStore {

  private final Sql sql;

  SegmentStore(Sql sql) {
    this.sql = sql;
  }

  /**
   * A filter with what the controller says of its questions now; nothing when one is not its own.
   */
  Optional<ExportFilter> known(ControllerId controller, ExportFilter filter) {
    if (filter.segments().isEmpty()) {
      return Optional.of(filter);
    }
    Map<Long, Boolean> profiling = profiling(controller);
    List<Segment> segments = new ArrayList<>();
    for (Segment one : filter.segments()) {
      Boolean profiles = profiling.get(one.question().value());
      if (profiles == null) {
        return Optional.empty();
      }
      segments.add(new Segment(one.question(), one.answers(), profiles));
    }
    return Optional.of(
        new ExportFilter(filter.language(), filter.country(), filter.since(), segments));
  }

  private Map<Long, Boolean> profiling(ControllerId controller) {
    return sql.with(
        handle -> {
          Map<Long, Boolean> known = new HashMap<>();
          handle
              .createQuery("SELECT id, profiling FROM question WHERE controller_id = :controller")
              .bind("controller", controller.value())
              .map((row, context) -> known.put(row.getLong("id"), row.getBoolean("profiling")))
              .list();
          return known;
        });
  }

  void keep(Handle transaction, long export, List<Segment> segments) {
    for (Segment one : segments) {
      transaction
          .createUpdate(
              "INSERT INTO export_segment (export_id, question_id, answers) VALUES (:export, :question, :answers)")
          .bind("export", export)
          .bind("question", one.question().value())
          .bind("answers", one.answers().toArray(String[]::new))
          .execute();
    }
  }

  static List<Segment> of(Handle handle, long export) {
    return handle
        .createQuery(
            "SELECT s.question_id, s.answers, q.profiling FROM export_segment s JOIN question q ON q.id = s.question_id"
                + " WHERE s.export_id = :export ORDER BY s.question_id")
        .bind("export", export)
        .map(
            (row, context) ->
                new Segment(
                    new QuestionId(row.getLong("question_id")),
                    Arrays.asList((String[]) row.getArray("answers").getArray()),
                    row.getBoolean("profiling")))
        .list();
  }
}
