package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.component.UIInput;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.ResponseWriter;
import java.io.IOException;
import java.util.List;

/**
 * One of several answers, as one input whose value is the code of a {@link RadioChoice}. Its names
 * are stable, like those of {@link TopicSwitches}; an answer that is not offered is none.
 */
@FacesComponent("nl.voorkeur.RadioChoices")
public class RadioChoices extends UIInput {

  public RadioChoices() {
    setRendererType(null);
  }

  @Override
  public String getFamily() {
    return "nl.voorkeur.Choices";
  }

  @SuppressWarnings("unchecked") // the tag's attribute is documented so
  private List<RadioChoice> choices() {
    return (List<RadioChoice>) getAttributes().get("choices");
  }

  @Override
  public void decode(FacesContext faces) {
    String posted =
        faces.getExternalContext().getRequestParameterMap().getOrDefault(getClientId(faces), "");
    boolean offered = choices().stream().anyMatch(one -> one.code().equals(posted));
    setSubmittedValue(offered ? posted : "");
  }

  @Override
  protected Object getConvertedValue(FacesContext faces, Object submitted) {
    return submitted;
  }

  @Override
  public void encodeBegin(FacesContext faces) throws IOException {
    ResponseWriter out = faces.getResponseWriter();
    String name = getClientId(faces);
    Object value = getSubmittedValue() == null ? getValue() : getSubmittedValue();
    out.startElement("div", this);
    out.writeAttribute("class", "choices", null);
    for (RadioChoice one : choices()) {
      out.startElement("label", this);
      out.writeAttribute("class", "choice", null);
      out.startElement("input", this);
      out.writeAttribute("type", "radio", null);
      out.writeAttribute("id", name + "-" + one.code(), null);
      out.writeAttribute("name", name, null);
      out.writeAttribute("value", one.code(), null);
      if (one.dated()) {
        out.writeAttribute("class", "date", null);
      }
      out.writeAttribute("checked", one.code().equals(value), null);
      out.endElement("input");
      out.writeText(one.label(), null);
      out.endElement("label");
    }
    out.endElement("div");
  }

  @Override
  public void encodeEnd(FacesContext faces) {
    // all is written at the beginning
  }
}
