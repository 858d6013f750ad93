package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.context.FacesContext;
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
public class TopicSwitches extends OwnInput {

  private static final String SHOWN = "-shown";

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

  /** Required means that something is chosen. */
  @Override
  protected void validateValue(FacesContext faces, Object value) {
    super.validateValue(faces, ((Choice) value).chosen().isEmpty() ? null : value);
  }

  @Override
  public void encodeBegin(FacesContext faces) throws IOException {
    String name = getClientId(faces);
    Choice choice = (Choice) shown();
    List<SwitchGroup> groups = groups();
    Markup html = new Markup();
    for (int i = 0; i < groups.size(); i++) {
      group(html, i == 0 ? name : name + "-group-" + i, name, groups.get(i), choice);
    }
    html.hidden(
        name + SHOWN,
        choice.shown().stream().sorted().map(String::valueOf).collect(Collectors.joining(",")));
    faces.getResponseWriter().write(html.toString());
  }

  private void group(Markup html, String id, String name, SwitchGroup group, Choice choice) {
    String error = (String) getAttributes().get("error");
    boolean bad = error != null && !error.isEmpty();
    html.add("<fieldset id=\"" + id + "\" class=\"" + (bad ? "group bad full" : "group full"));
    html.add(bad ? "\" aria-describedby=\"" + name + "-error\">" : "\">");
    html.add("<legend>").text(group.heading()).add("</legend>");
    if (bad) {
      html.add("<p class=\"err\" id=\"" + name + "-error\">").text(error).add("</p>");
    }
    List<String> highlighted =
        List.of(String.valueOf(getAttributes().get("highlighted")).split(","));
    for (Switch one : group.switches()) {
      boolean here = highlighted.contains(Long.toString(one.id()));
      html.add(here ? "<div class=\"topic here\">" : "<div class=\"topic\">");
      topic(html, name, one, choice.chosen().contains(one.id()));
      html.add("</div>");
    }
    html.add("</fieldset>");
  }

  private static void topic(Markup html, String name, Switch one, boolean on) {
    String id = name + "-" + one.id();
    if (one.always().isPresent()) {
      html.add("<span class=\"always\">").text(one.always().get());
      html.add("</span><p><strong>").text(one.name()).add("</strong></p>");
    } else {
      html.add("<input class=\"switch\" type=\"checkbox\" id=\"" + id + "\" name=\"" + name);
      html.add("\" value=\"" + one.id() + (on ? "\" checked=\"checked\"" : "\""));
      html.add(" aria-describedby=\"" + id + "-about\"/>");
      html.add("<label for=\"" + id + "\">").text(one.name()).add("</label>");
    }
    html.add("<div id=\"" + id + "-about\"><p class=\"hint\">").text(one.description());
    String style = one.always().isPresent() ? "hint" : "hint waits"; // only what waits stands out
    one.note().ifPresent(note -> html.add("</p><p class=\"" + style + "\">").text(note));
    html.add("</p></div>");
  }
}
