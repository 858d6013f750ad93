package nl.voorkeur.platform.faces;

import jakarta.faces.component.UIInput;
import jakarta.faces.context.FacesContext;

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

  @Override
  public void encodeEnd(FacesContext faces) {
    // all is written at the beginning
  }
}
