package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.component.UIInput;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.ResponseWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nl.voorkeur.platform.faces.SwitchGroup.Switch;

/**
 * The switches of topics, as one input whose value is a {@link Choice}. The name of each checkbox
 * is the component's id and its value the topic's number, so that a page that was open before a new
 * version was installed still posts what it showed. Numbers of topics that the page does not offer
 * are ignored.
 */
@FacesComponent("nl.voorkeur.TopicSwitches")
public class TopicSwitches extends UIInput {

  private static final String SHOWN = "-shown";

  public TopicSwitches() {
    setRendererType(null);
  }

  @Override
  public String getFamily() {
    return "nl.voorkeur.Switches";
  }

  @SuppressWarnings("unchecked") // the tag's attribute is documented so
  private List<SwitchGroup> groups() {
    return (List<SwitchGroup>) getAttributes().get("groups");
  }

  @Override
  public void decode(FacesContext faces) {
    String name = getClientId(faces);
    Map<String, String[]> posted = faces.getExternalContext().getRequestParameterValuesMap();
    Set<Long> offered =
        groups().stream()
            .flatMap(group -> group.switches().stream())
            .filter(one -> one.always().isEmpty())
            .map(Switch::id)
            .collect(Collectors.toSet());
    String[] shown = String.join(",", posted.getOrDefault(name + SHOWN, new String[0])).split(",");
    setSubmittedValue(
        new Choice(
            numbers(shown, offered), numbers(posted.getOrDefault(name, new String[0]), offered)));
  }

  private static Set<Long> numbers(String[] texts, Set<Long> offered) {
    Set<String> given = new HashSet<>(Arrays.asList(texts));
    return offered.stream().filter(id -> given.contains(id.toString())).collect(Collectors.toSet());
  }

  @Override
  protected Object getConvertedValue(FacesContext faces, Object submitted) {
    return submitted;
  }

  /** Required means that something is chosen. */
  @Override
  protected void validateValue(FacesContext faces, Object value) {
    super.validateValue(faces, ((Choice) value).chosen().isEmpty() ? null : value);
  }

  @Override
  public void encodeBegin(FacesContext faces) throws IOException {
    ResponseWriter out = faces.getResponseWriter();
    String name = getClientId(faces);
    Object submitted = getSubmittedValue();
    Choice choice = (Choice) (submitted == null ? getValue() : submitted);
    List<SwitchGroup> groups = groups();
    for (int i = 0; i < groups.size(); i++) {
      group(out, i == 0 ? name : name + "-group-" + i, name, groups.get(i), choice);
    }
    out.startElement("input", this);
    out.writeAttribute("type", "hidden", null);
    out.writeAttribute("name", name + SHOWN, null);
    out.writeAttribute(
        "value",
        choice.shown().stream().sorted().map(String::valueOf).collect(Collectors.joining(",")),
        null);
    out.endElement("input");
  }

  private void group(ResponseWriter out, String id, String name, SwitchGroup group, Choice choice)
      throws IOException {
    String error = (String) getAttributes().get("error");
    boolean bad = error != null && !error.isEmpty();
    out.startElement("fieldset", this);
    out.writeAttribute("id", id, null);
    out.writeAttribute("class", bad ? "group bad full" : "group full", null);
    if (bad) {
      out.writeAttribute("aria-describedby", name + "-error", null);
    }
    element(out, "legend", null, group.heading());
    if (bad) {
      out.startElement("p", this);
      out.writeAttribute("class", "err", null);
      out.writeAttribute("id", name + "-error", null);
      out.writeText(error, null);
      out.endElement("p");
    }
    for (Switch one : group.switches()) {
      topic(out, name, one, choice.chosen().contains(one.id()));
    }
    out.endElement("fieldset");
  }

  private void topic(ResponseWriter out, String name, Switch one, boolean on) throws IOException {
    String id = name + "-" + one.id();
    boolean highlighted =
        Set.of(String.valueOf(getAttributes().get("highlighted")).split(","))
            .contains(String.valueOf(one.id()));
    out.startElement("div", this);
    out.writeAttribute("class", highlighted ? "topic here" : "topic", null);
    if (one.always().isPresent()) {
      element(out, "span", "always", one.always().get());
      out.startElement("p", this);
      element(out, "strong", null, one.name());
      out.endElement("p");
    } else {
      out.startElement("input", this);
      out.writeAttribute("class", "switch", null);
      out.writeAttribute("type", "checkbox", null);
      out.writeAttribute("id", id, null);
      out.writeAttribute("name", name, null);
      out.writeAttribute("value", one.id(), null);
      out.writeAttribute("checked", on, null);
      out.writeAttribute("aria-describedby", id + "-about", null);
      out.endElement("input");
      out.startElement("label", this);
      out.writeAttribute("for", id, null);
      out.writeText(one.name(), null);
      out.endElement("label");
    }
    out.startElement("div", this);
    out.writeAttribute("id", id + "-about", null);
    element(out, "p", "hint", one.description());
    if (one.note().isPresent()) {
      element(out, "p", "hint waits", one.note().get());
    }
    out.endElement("div");
    out.endElement("div");
  }

  private void element(ResponseWriter out, String tag, String style, String text)
      throws IOException {
    out.startElement(tag, this);
    if (style != null) {
      out.writeAttribute("class", style, null);
    }
    out.writeText(text, null);
    out.endElement(tag);
  }

  @Override
  public void encodeEnd(FacesContext faces) {
    // all is written at the beginning
  }
}
