package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.platform.token.LinkPurpose;
import nl.voorkeur.platform.token.LinkTokens;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The hidden token of our forms: proof that we made the form, for which address and when. It guards
 * posts to pages that keep no session (ASVS 3.5.1), and it never expires, as nobody is hurried
 * (WCAG 2.2.1).
 */
@Named
@RequestScoped
public class FormSeal {

  /** The name of the hidden field. */
  static final String FIELD = "seal";

  private final LinkTokens tokens;

  /** For the container. */
  protected FormSeal() {
    this.tokens = null;
  }

  @Inject
  public FormSeal(LinkTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * The seal for the forms of the page that is being rendered. A page that comes back with a remark
   * keeps the one it was posted with, so that the time someone took to fill it in counts as a
   * whole.
   */
  public String getValue() {
    FacesContext faces = FacesContext.getCurrentInstance();
    String action =
        faces
            .getApplication()
            .getViewHandler()
            .getActionURL(faces, faces.getViewRoot().getViewId())
            .split("\\?", 2)[0];
    String posted = faces.getExternalContext().getRequestParameterMap().get(FIELD);
    return madeAt(posted, action).isPresent()
        ? posted
        : tokens.issue(LinkPurpose.FORM, number(action), 0, 0);
  }

  /** The seal for a form that posts to another address of ours. */
  public String of(String path) {
    return tokens.issue(LinkPurpose.FORM, number(path), 0, 0);
  }

  /** When we made the form that posted this seal to that path; nothing when we did not. */
  Optional<Instant> madeAt(String seal, String path) {
    return tokens
        .read(seal, LinkPurpose.FORM)
        .filter(link -> link.subject() == number(path))
        .map(Link::issued);
  }

  private static long number(String path) {
    return ByteBuffer.wrap(DigestUtils.sha256(path)).getLong() & Long.MAX_VALUE;
  }
}
