package nl.voorkeur.platform.faces;

import jakarta.faces.component.UIInput;
import jakarta.faces.context.FacesContext;
import java.io.IOException;

/** An input of ours, written at once; what its decoding submits is its value already. */
public abstract class OwnInput extends UIInput {

  static final String FAMILY = "nl.voorkeur.Input";

  protected OwnInput() {
    setRendererType(null);
  }

  @Override
  public String getFamily() {
    return FAMILY;
  }

  @Override
  protected Object getConvertedValue(FacesContext faces, Object submitted) {
    return submitted;
  }

  /** What was posted last, else what holds. */
  Object shown() {
    return getSubmittedValue() == null ? getValue() : getSubmittedValue();
  }

  static Posted posted(FacesContext faces) {
    return new Posted(faces.getExternalContext().getRequestParameterValuesMap());
  }

  /** As it is written. */
  abstract Field field(FacesContext faces);

  @Override
  public void encodeBegin(FacesContext faces) throws IOException {
    Markup html = new Markup();
    field(faces).write(html, Block.words(faces));
    faces.getResponseWriter().write(html.toString());
  }

  @Override
  public void encodeEnd(FacesContext faces) {
    // all is written at the beginning
  }
}
