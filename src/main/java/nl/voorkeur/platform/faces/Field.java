package nl.voorkeur.platform.faces;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.platform.faces.SwitchGroup.Switch;
import nl.voorkeur.platform.text.Texts;

/**
 * A part of a form, as plain values; {@link Fields} writes all of a form at once (ADR 0019). Each
 * has the name that is given to it and no other, so that a page that was open before a new version
 * was installed still posts what it showed. What was posted is read by {@link Posted}.
 */
public sealed interface Field {

  /** Writes it. */
  void write(Markup html, Texts words);

  /** The names of those that have a label, for the summary of what is wrong. */
  default Stream<Map.Entry<String, String>> labels() {
    return Stream.empty();
  }

  /** What nobody sees. */
  record Hidden(String name, String value) implements Field {
    @Override
    public void write(Markup html, Texts words) {
      html.hidden(name, value);
    }
  }

  /**
   * What stands around a control that has a label.
   *
   * @param hint empty for none
   * @param error what is wrong with it; empty when nothing is
   */
  record Label(String id, String text, String hint, String error) {

    static final String END = "</div>";

    /** One with which nothing can be wrong. */
    public Label(String id, String text, String hint) {
      this(id, text, hint, "");
    }

    void begin(Markup html, Texts words) {
      html.add(error.isEmpty() ? "<div class=\"field\">" : "<div class=\"field bad\">");
      html.add("<label for=\"").text(id).add("\">").text(text).add("</label>");
      if (!hint.isEmpty()) {
        html.add("<p class=\"hint\" id=\"").text(id).add("-hint\">").text(hint).add("</p>");
      }
      if (!error.isEmpty()) {
        html.add("<p class=\"err\" id=\"").text(id).add("-error\"><span class=\"sr\">");
        html.text(words.plain("form.error")).add(" </span>").text(error).add("</p>");
      }
    }

    /** Begins its control, an element that is not closed yet. */
    private void control(Markup html, String element) {
      html.add("<" + element + " id=\"").text(id).add("\" name=\"").text(id);
      html.add("\" class=\"in\"");
      String both =
          Stream.of(error.isEmpty() ? "" : id + "-error", hint.isEmpty() ? "" : id + "-hint")
              .filter(one -> !one.isEmpty())
              .collect(Collectors.joining(" "));
      if (!both.isEmpty()) {
        html.add(" aria-describedby=\"").text(both).add("\"");
      }
      if (!error.isEmpty()) {
        html.add(" aria-invalid=\"true\"");
      }
    }

    private Stream<Map.Entry<String, String>> named() {
      return Stream.of(Map.entry(id, text));
    }
  }

  /**
   * A line to type in.
   *
   * @param more attributes of the control, beside its name and value
   */
  record Line(Label label, String value, Map<String, String> more) implements Field {
    @Override
    public void write(Markup html, Texts words) {
      label.begin(html, words);
      label.control(html, "input");
      html.add(" value=\"").text(value).add("\"");
      more.forEach((name, given) -> html.add(" " + name + "=\"").text(given).add("\""));
      html.add("/>").add(Label.END);
    }

    @Override
    public Stream<Map.Entry<String, String>> labels() {
      return label.named();
    }
  }

  /** One of several answers, from a menu. */
  record Menu(Label label, List<RadioChoice> choices, String chosen) implements Field {
    @Override
    public void write(Markup html, Texts words) {
      label.begin(html, words);
      label.control(html, "select");
      html.add(" size=\"1\">");
      for (RadioChoice one : choices) {
        html.add("<option value=\"").text(one.code());
        html.add(one.code().equals(chosen) ? "\" selected=\"selected\">" : "\">");
        html.text(one.label()).add("</option>");
      }
      html.add("</select>").add(Label.END);
    }

    @Override
    public Stream<Map.Entry<String, String>> labels() {
      return label.named();
    }
  }

  /** One of several answers, all of them seen. */
  record Radios(String name, List<RadioChoice> choices, String chosen) implements Field {
    @Override
    public void write(Markup html, Texts words) {
      html.add("<div class=\"choices\">");
      for (RadioChoice one : choices) {
        html.add("<label class=\"choice\"><input type=\"radio\" id=\"").text(name).add("-");
        html.text(one.code()).add("\" name=\"").text(name).add("\" value=\"").text(one.code());
        html.add(one.dated() ? "\" class=\"date\"" : "\"");
        html.add(one.code().equals(chosen) ? " checked=\"checked\"/>" : "/>");
        html.text(one.label()).add("</label>");
      }
      html.add("</div>");
    }
  }

  /** One switch. */
  record OneSwitch(String id, String label, String hint, boolean on) implements Field {
    @Override
    public void write(Markup html, Texts words) {
      html.add("<div class=\"topic\"><input id=\"").text(id).add("\" type=\"checkbox\" name=\"");
      html.text(id).add("\" class=\"switch\" aria-describedby=\"").text(id).add("-about\"");
      html.add(on ? " checked=\"checked\"/>" : "/>");
      html.add("<label for=\"").text(id).add("\">").text(label);
      html.add("</label><p class=\"hint\" id=\"").text(id).add("-about\">");
      html.text(hint).add("</p></div>");
    }
  }

  /**
   * The switches of topics. The name of each is the field's and its value the topic's number; what
   * the page shows travels along, as only the difference is somebody's wish.
   *
   * @param highlighted numbers of topics to which the page points
   */
  record Topics(
      String name, List<SwitchGroup> groups, Choice choice, String error, List<String> highlighted)
      implements Field {

    static final String SHOWN = "-shown";

    /** With which nothing can be wrong. */
    public Topics(String name, List<SwitchGroup> groups, Choice choice) {
      this(name, groups, choice, "", List.of());
    }

    @Override
    public void write(Markup html, Texts words) {
      for (int i = 0; i < groups.size(); i++) {
        group(html, i == 0 ? name : name + "-group-" + i, groups.get(i));
      }
      html.hidden(
          name + SHOWN,
          choice.shown().stream().sorted().map(String::valueOf).collect(Collectors.joining(",")));
    }

    private void group(Markup html, String id, SwitchGroup group) {
      boolean bad = !error.isEmpty();
      html.add("<fieldset id=\"" + id + "\" class=\"" + (bad ? "group bad full" : "group full"));
      html.add(bad ? "\" aria-describedby=\"" + name + "-error\">" : "\">");
      html.add("<legend>").text(group.heading()).add("</legend>");
      if (bad) {
        html.add("<p class=\"err\" id=\"" + name + "-error\">").text(error).add("</p>");
      }
      for (Switch one : group.switches()) {
        boolean here = highlighted.contains(Long.toString(one.id()));
        html.add(here ? "<div class=\"topic here\">" : "<div class=\"topic\">");
        topic(html, one, choice.chosen().contains(one.id()));
        html.add("</div>");
      }
      html.add("</fieldset>");
    }

    private void topic(Markup html, Switch one, boolean on) {
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

  /**
   * Fields that belong together.
   *
   * @param hint empty for none
   */
  record Group(String legend, String hint, List<Field> fields) implements Field {
    @Override
    public void write(Markup html, Texts words) {
      html.add("<fieldset class=\"group\"><legend>").text(legend).add("</legend>");
      if (!hint.isEmpty()) {
        html.add("<p class=\"hint\">").text(hint).add("</p>");
      }
      fields.forEach(one -> one.write(html, words));
      html.add("</fieldset>");
    }

    @Override
    public Stream<Map.Entry<String, String>> labels() {
      return fields.stream().flatMap(Field::labels);
    }
  }

  /** Fields in a box of the stylesheet's, such as two beside each other. */
  record Box(String style, List<Field> fields) implements Field {
    @Override
    public void write(Markup html, Texts words) {
      html.add("<div class=\"" + style + "\">");
      fields.forEach(one -> one.write(html, words));
      html.add("</div>");
    }

    @Override
    public Stream<Map.Entry<String, String>> labels() {
      return fields.stream().flatMap(Field::labels);
    }
  }
}
