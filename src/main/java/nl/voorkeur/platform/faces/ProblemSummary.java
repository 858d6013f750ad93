package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.context.FacesContext;
import java.util.List;

/** Above a form, all that is not right in it yet, each with the way to its field. */
@FacesComponent("nl.voorkeur.ProblemSummary")
public class ProblemSummary extends Block {

  @Override
  void begin(FacesContext faces, Markup html) {
    List<Problems.Told> all = Problems.named(faces);
    if (all.isEmpty()) {
      return;
    }
    html.add("<div class=\"note stop\" role=\"alert\" tabindex=\"-1\"");
    html.add(" aria-labelledby=\"problems\"><h2 id=\"problems\">");
    html.text(words(faces).get("form.problems", all.size())).add("</h2><ul>");
    for (Problems.Told one : all) {
      html.add("<li><a href=\"#").text(one.field()).add("\">");
      if (!one.label().isEmpty()) {
        html.add("<strong>").text(one.label()).add("</strong> ");
      }
      html.text(one.text()).add("</a></li>");
    }
    html.add("</ul></div>");
  }
}
