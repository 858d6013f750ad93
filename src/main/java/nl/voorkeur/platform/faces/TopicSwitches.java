package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.context.FacesContext;
import java.util.List;
import java.util.Objects;

/**
 * The switches of topics, as one input whose value is a {@link Choice}; written as {@link
 * Field.Topics}.
 */
@FacesComponent("nl.voorkeur.TopicSwitches")
public class TopicSwitches extends OwnInput {

  @SuppressWarnings("unchecked") // the tag's attribute is documented so
  private List<SwitchGroup> groups() {
    return (List<SwitchGroup>) getAttributes().get("groups");
  }

  @Override
  public void decode(FacesContext faces) {
    setSubmittedValue(posted(faces).topics(getClientId(faces), groups()));
  }

  /** Required means that something is chosen. */
  @Override
  protected void validateValue(FacesContext faces, Object value) {
    super.validateValue(faces, ((Choice) value).chosen().isEmpty() ? null : value);
  }

  @Override
  Field field(FacesContext faces) {
    return new Field.Topics(
        getClientId(faces),
        groups(),
        (Choice) shown(),
        Objects.requireNonNullElse((String) getAttributes().get("error"), ""),
        List.of(String.valueOf(getAttributes().get("highlighted")).split(",")));
  }
}
