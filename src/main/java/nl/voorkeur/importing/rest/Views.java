package nl.voorkeur.importing.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import nl.voorkeur.importing.FileLook;
import nl.voorkeur.importing.Ground;
import nl.voorkeur.importing.ImportBatch;
import nl.voorkeur.importing.ImportProfile;
import nl.voorkeur.importing.ImportState;
import nl.voorkeur.importing.ImportedRow;
import nl.voorkeur.importing.Layout;
import nl.voorkeur.importing.UndoPreview;
import nl.voorkeur.kernel.TopicId;

/** How the API shows imports. */
final class Views {

  private Views() {}

  static Map<String, Object> batch(ImportBatch batch) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", batch.id().value());
    view.put("controller", batch.controller().value());
    view.put("name", batch.fileName());
    view.put("bytes", batch.fileSize());
    view.put("encoding", batch.encoding().name());
    batch.kind().ifPresent(kind -> view.put("kind", kind.name()));
    view.put("topics", batch.topics().stream().map(TopicId::value).toList());
    batch.layout().ifPresent(layout -> view.put("layout", layout(layout)));
    view.put("ground", ground(batch.ground()));
    batch.sheet().ifPresent(sheet -> view.put("sheet", sheet.name()));
    view.put("state", batch.state().name());
    batch.failure().ifPresent(failure -> view.put("failure", failure.name()));
    batch.failureLine().ifPresent(line -> view.put("failureLine", line));
    view.put("records", batch.records());
    view.put("done", batch.done());
    view.put("counts", batch.counts());
    view.put("refusals", batch.refusals());
    view.put("unproven", batch.unproven());
    if (batch.state() == ImportState.UNDOING || batch.state() == ImportState.UNDONE) {
      view.put("takenBack", batch.undo().takenBack());
    }
    batch.notice().ifPresent(notice -> view.put("notice", notice(notice)));
    view.put("createdAt", batch.createdAt().toString());
    batch.finishedAt().ifPresent(at -> view.put("finishedAt", at.toString()));
    return view;
  }

  private static Map<String, Object> ground(Ground ground) {
    Map<String, Object> view = new LinkedHashMap<>();
    ground.source().ifPresent(source -> view.put("source", source.name()));
    view.put("from", ground.from());
    ground.obtainedOn().ifPresent(day -> view.put("obtainedOn", day.toString()));
    ground.agreement().ifPresent(agreement -> view.put("agreement", agreement));
    view.put("obtainedAtSale", ground.obtainedAtSale());
    view.put("freeAccounts", ground.freeAccounts());
    view.put("wording", ground.wording());
    view.put("unproven", ground.keepsUnproven() ? "KNOWN" : "REFUSE");
    return view;
  }

  private static Map<String, Object> notice(ImportBatch.Notice notice) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("by", notice.by().toString());
    notice.doneAt().ifPresent(at -> view.put("doneAt", at.toString()));
    if (!notice.how().isEmpty()) {
      view.put("how", notice.how());
    }
    return view;
  }

  static Map<String, Object> undo(UndoPreview preview) {
    return Map.of(
        "takenBack", preview.takenBack(),
        "saidNo", preview.saidNo(),
        "saidYes", preview.saidYes());
  }

  static Map<String, Object> profile(ImportProfile profile) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", profile.id());
    view.put("name", profile.name());
    view.put("kind", profile.kind().name());
    view.put("headings", profile.headings());
    view.put("layout", layout(profile.layout()));
    view.put("topics", profile.topics().stream().map(TopicId::value).toList());
    view.put("savedAt", profile.savedAt().toString());
    return view;
  }

  static Map<String, Object> look(FileLook look) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("encoding", look.encoding().name());
    look.dialect().ifPresent(dialect -> view.put("writtenBy", dialect.label()));
    look.kind().ifPresent(kind -> view.put("kind", kind.name()));
    view.put("layout", layout(look.suggested()));
    view.put("headings", look.headings());
    view.put("rows", look.rows());
    return view;
  }

  static Map<String, Object> row(ImportedRow row) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("line", row.line());
    view.put("entry", row.given());
    view.put("outcome", row.outcome().name());
    row.fault().ifPresent(fault -> view.put("reason", fault));
    if (!row.lacking().isEmpty()) {
      view.put("lacking", row.lacking().stream().map(Enum::name).toList());
    }
    if (!row.notes().isEmpty()) {
      view.put("repairs", row.notes().stream().map(Enum::name).toList());
    }
    row.mergedInto().ifPresent(line -> view.put("countsOnLine", line));
    if (!row.keptOut().isEmpty()) {
      view.put("keptOutOfTopics", row.keptOut().stream().map(TopicId::value).toList());
    }
    row.recipient().ifPresent(recipient -> view.put("recipient", recipient.value()));
    return view;
  }

  private static Map<String, Object> layout(Layout layout) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("charset", layout.charset().label());
    view.put("delimiter", String.valueOf(layout.delimiter()));
    view.put("header", layout.header());
    view.put("dateOrder", layout.dateOrder().name());
    view.put("fields", layout.fields().stream().map(Enum::name).toList());
    return view;
  }
}
