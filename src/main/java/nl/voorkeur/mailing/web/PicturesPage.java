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
import nl.voorkeur.mailing.Gallery;
import nl.voorkeur.mailing.Picture;
import nl.voorkeur.mailing.PictureFile;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Problems;

/** The pictures of a controller for its mails. */
@Named
@RequestScoped
public class PicturesPage {

  private static final String HERE = "/staff/mailing/pictures";

  @Inject private Gallery gallery;
  @Inject private Desk desk;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private MailingWords words;
  @Inject private Principal caller;

  private Part file;
  private List<Picture> all;

  public List<Picture> getAll() {
    if (all == null) {
      all = gallery.list(desk.id());
    }
    return all;
  }

  /** What an author writes to show it. */
  public String shown(Picture picture) {
    return "![…](" + picture.name() + ")";
  }

  public void add() throws IOException {
    if (file == null || file.getSize() == 0) {
      problems.add("file", words.of("file.missing"));
      return;
    }
    byte[] bytes;
    try (InputStream in = file.getInputStream()) {
      bytes = in.readNBytes(PictureFile.MOST_BYTES + 1);
    }
    Optional<PictureFile.Fault> fault =
        PictureFile.read(bytes)
            .fold(
                drawn -> {
                  keep(drawn);
                  return Optional.empty();
                },
                Optional::of);
    fault.ifPresent(one -> problems.add("file", words.of("picture." + one)));
  }

  private void keep(PictureFile.Drawn drawn) {
    gallery
        .add(desk.id(), file.getSubmittedFileName(), drawn, caller.getName())
        .ifPresentOrElse(
            name -> onward.to(desk.url(HERE), words.of("picture.added", name)),
            () -> problems.add("file", words.of("picture.there")));
  }

  public void drop(long picture) {
    boolean done = gallery.drop(desk.id(), picture);
    onward.to(desk.url(HERE), words.of(done ? "picture.dropped" : "picture.used"));
  }

  public Part getFile() {
    return file;
  }

  public void setFile(Part file) {
    this.file = file;
  }
}
