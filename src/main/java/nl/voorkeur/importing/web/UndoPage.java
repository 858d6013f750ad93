package nl.voorkeur.importing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.importing.ImportBatch;
import nl.voorkeur.importing.ImportState;
import nl.voorkeur.importing.RecipientImport;
import nl.voorkeur.importing.UndoPreview;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Parameters;

/** What taking an import back does and doesn't, before somebody says yes to it. */
@Named
@RequestScoped
public class UndoPage {

  @Inject private RecipientImport imports;
  @Inject private OpenImport asked;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Onward onward;
  @Inject private ImportWords words;
  @Inject private Principal caller;

  private UndoPreview preview;

  /** An import of another controller is as good as none (promise 7). */
  public void open() {
    if (asked.find().isEmpty()) {
      onward.toNowhere();
    } else if (!getBatch().isUndoable()) {
      onward.to(desk.url(getReport()));
    }
  }

  public ImportBatch getBatch() {
    return asked.get();
  }

  public UndoPreview getPreview() {
    if (preview == null) {
      preview =
          imports.previewUndo(desk.id(), getBatch().id()).orElseGet(() -> new UndoPreview(0, 0, 0));
    }
    return preview;
  }

  public String getReport() {
    return "/staff/importing/import?import=" + getBatch().id();
  }

  /** Takes it back. */
  public void undo() {
    boolean begun = imports.undo(desk.id(), getBatch().id(), caller.getName());
    boolean done =
        imports
            .find(desk.id(), getBatch().id())
            .filter(one -> one.state() == ImportState.UNDONE)
            .isPresent();
    if (begun && done) {
      onward.to(desk.url(getReport()));
    } else {
      onward.to(desk.url(getReport()), words.of(begun ? "undo.begun" : "report.late"));
    }
  }
}
