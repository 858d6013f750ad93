package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.component.html.HtmlForm;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;

/** A form that carries its seal, and the pass of a page that is behind one. */
@FacesComponent("nl.voorkeur.SealedForm")
public class SealedForm extends HtmlForm {

  private static final String SEAL = "nl.voorkeur.seal";

  public SealedForm() {
    setPrependId(false);
    getPassThroughAttributes().put("novalidate", "novalidate");
  }

  /**
   * The seal of this page's forms, made once for all of them. Asked for by its name, as {@code
   * CDI.current()} walks the whole stack here, which is deep while a page is rendered (ADR 0019).
   */
  static String seal(FacesContext faces) {
    Map<String, Object> request = faces.getExternalContext().getRequestMap();
    return (String) request.computeIfAbsent(SEAL, name -> made(faces));
  }

  private static String made(FacesContext faces) {
    return faces.getApplication().evaluateExpressionGet(faces, "#{formSeal.value}", String.class);
  }

  @Override
  public void encodeBegin(FacesContext faces) throws IOException {
    super.encodeBegin(faces);
    if (isRendered()) {
      Markup html = new Markup().hidden(FormSeal.FIELD, seal(faces));
      PageRoute.pass((HttpServletRequest) faces.getExternalContext().getRequest())
          .ifPresent(pass -> html.hidden("pass", pass));
      faces.getResponseWriter().write(html.toString());
    }
  }
}
