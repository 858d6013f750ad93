package nl.voorkeur.platform.faces;

import jakarta.enterprise.inject.spi.CDI;
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

  /** The seal of this page's forms, made once for all of them. */
  static String seal(FacesContext faces) {
    Map<String, Object> request = faces.getExternalContext().getRequestMap();
    return (String)
        request.computeIfAbsent(
            SEAL, name -> CDI.current().select(FormSeal.class).get().getValue());
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
