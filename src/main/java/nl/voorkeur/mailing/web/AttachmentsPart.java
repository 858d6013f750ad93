package nl.voorkeur.mailing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.mailing.Attachment;
import nl.voorkeur.mailing.AttachmentFile;
import nl.voorkeur.mailing.Attachments;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Problems;

/** The part of a draft's page that is about the files that travel with it. */
@Named
@RequestScoped
public class AttachmentsPart {

  @Inject private Attachments attachments;
  @Inject private OpenDraft open;
  @Inject private Desk desk;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private MailingWords words;
  @Inject private Principal caller;

  private Part file;

  public List<Attachment> getAll() {
    return attachments.list(desk.id(), open.getMailing().id());
  }

  public void add() throws IOException {
    if (file == null || file.getSize() == 0) {
      problems.add("file", words.of("file.missing"));
      return;
    }
    Optional<AttachmentFile> read;
    try (InputStream in = file.getInputStream()) {
      read =
          AttachmentFile.read(
              file.getSubmittedFileName(), in.readNBytes(AttachmentFile.MOST_BYTES + 1));
    }
    if (read.isEmpty()) {
      problems.add("file", words.of("attachment.refused"));
    } else if (attachments.add(desk.id(), open.getMailing().id(), read.get(), caller.getName())) {
      onward.to(here(), words.of("attachment.added"));
    } else {
      problems.add("file", words.of("attachment.full"));
    }
  }

  public void drop(long attachment) {
    boolean done =
        attachments.drop(desk.id(), open.getMailing().id(), attachment, caller.getName());
    onward.to(here(), words.of(done ? "attachment.dropped" : "draft.gone"));
  }

  private String here() {
    return desk.url(open.address("draft"));
  }

  public Part getFile() {
    return file;
  }

  public void setFile(Part file) {
    this.file = file;
  }
}
