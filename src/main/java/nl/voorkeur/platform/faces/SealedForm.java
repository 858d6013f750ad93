package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.component.UIForm;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;

/**
 * A form that carries its seal, and the pass of a page that is behind one. It is written at once
 * (ADR 0019), and says itself that its page keeps no state, so that nothing has to be looked up
 * when the page is ready.
 */
@FacesComponent("nl.voorkeur.SealedForm")
public class SealedForm extends UIForm {

  private static final String SEAL = "nl.voorkeur.seal";

  public SealedForm() {
    setRendererType(null);
    setPrependId(false);
  }

  @Override
  public String getFamily() {
    return Block.FAMILY;
  }

  /** The seal of this page's forms, made once for all of them. */
  static String seal(FacesContext faces) {
    Map<String, Object> request = faces.getExternalContext().getRequestMap();
    return (String) request.computeIfAbsent(SEAL, name -> OriginFilter.seals(request).getValue());
  }

  /** Posted is the form whose own name came along. */
  @Override
  public void decode(FacesContext faces) {
    setSubmitted(
        faces.getExternalContext().getRequestParameterMap().containsKey(getClientId(faces)));
  }

  @Override
  public void encodeBegin(FacesContext faces) throws IOException {
    String id = getClientId(faces);
    String style = (String) getAttributes().get("styleClass");
    Markup html = new Markup();
    html.add("<form id=\"" + id + "\" name=\"" + id + "\" method=\"post\" action=\"");
    html.text(
        faces
            .getApplication()
            .getViewHandler()
            .getActionURL(faces, faces.getViewRoot().getViewId()));
    html.add(style == null ? "\"" : "\" class=\"" + style + "\"")
        .add(" novalidate=\"novalidate\">");
    html.hidden(id, id).hidden(FormSeal.FIELD, seal(faces));
    PageRoute.pass((HttpServletRequest) faces.getExternalContext().getRequest())
        .ifPresent(pass -> html.hidden("pass", pass));
    faces.getResponseWriter().write(html.toString());
  }

  @Override
  public void encodeEnd(FacesContext faces) throws IOException {
    // what Faces writes for a view that is transient, as all our public ones are
    faces
        .getResponseWriter()
        .write(
            new Markup().hidden("jakarta.faces.ViewState", "stateless").add("</form>").toString());
  }
}
