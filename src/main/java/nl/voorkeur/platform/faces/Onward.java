package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Leads to another page after something was done, so that loading that one again does nothing. */
@RequestScoped
public class Onward {

  @Inject private DeskNote note;

  /**
   * @param path of our own, with its query
   */
  public void to(String path) {
    FacesContext faces = FacesContext.getCurrentInstance();
    try {
      faces.getExternalContext().redirect(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    faces.responseComplete();
  }

  /** Leads to another page, which says this sentence. */
  public void to(String path, String sentence) {
    note.leave(sentence);
    to(path);
  }

  /** What this page is answered with. */
  public static HttpServletResponse response() {
    return (HttpServletResponse)
        FacesContext.getCurrentInstance().getExternalContext().getResponse();
  }

  /** There is no such page, or not for this caller: the same answer. */
  public void toNowhere() {
    FacesContext faces = FacesContext.getCurrentInstance();
    try {
      faces.getExternalContext().responseSendError(404, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    faces.responseComplete();
  }
}
