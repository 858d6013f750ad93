package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.context.FacesContext;
import java.util.List;

/**
 * One of several answers, as one input whose value is the code of a {@link RadioChoice}; an answer
 * that is not offered is none. Written as {@link Field.Radios}.
 */
@FacesComponent("nl.voorkeur.RadioChoices")
public class RadioChoices extends OwnInput {

  @SuppressWarnings("unchecked") // the tag's attribute is documented so
  private List<RadioChoice> choices() {
    return (List<RadioChoice>) getAttributes().get("choices");
  }

  @Override
  public void decode(FacesContext faces) {
    setSubmittedValue(posted(faces).radio(getClientId(faces), choices()));
  }

  @Override
  Field field(FacesContext faces) {
    return new Field.Radios(getClientId(faces), choices(), (String) shown());
  }
}
