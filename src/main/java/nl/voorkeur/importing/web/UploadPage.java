package nl.voorkeur.importing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.importing.RecipientImport;
import nl.voorkeur.importing.Upload;
import nl.voorkeur.importing.UploadFault;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Problems;

/** A file on its way in. */
@Named
@RequestScoped
public class UploadPage {

  @Inject private RecipientImport imports;
  @Inject private Desk desk;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private ImportWords words;
  @Inject private Principal caller;

  private Part file;

  /** Keeps the file and goes on to what it looks like. */
  public void take() throws IOException {
    if (file == null || file.getSize() == 0 && file.getSubmittedFileName().isBlank()) {
      problems.add("file", words.of("upload.missing"));
      return;
    }
    try (InputStream content = file.getInputStream()) {
      Upload upload =
          imports.upload(desk.id(), file.getSubmittedFileName(), content, caller.getName());
      Optional<UploadFault> fault = upload.fold(id -> Optional.empty(), Optional::of);
      fault.ifPresent(one -> problems.add("file", words.of("upload." + one)));
      upload
          .<Optional<ImportBatchId>>fold(Optional::of, one -> Optional.empty())
          .ifPresent(
              id ->
                  onward.to(
                      desk.url("/staff/importing/plan?import=" + id), words.of("upload.done")));
    }
  }

  public Part getFile() {
    return file;
  }

  public void setFile(Part file) {
    this.file = file;
  }
}
