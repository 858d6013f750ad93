package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import nl.voorkeur.kernel.Language;

/**
 * The top of a page: the way past it, who writes, and the page's languages. They are links; behind
 * a pass they are buttons, as a pass only ever travels in a post.
 */
@FacesComponent("nl.voorkeur.LetterTop")
public class LetterTop extends LetterBlock {

  @Override
  void begin(FacesContext faces, Markup html) {
    Letterhead letterhead = letterhead(faces);
    html.add("<a class=\"skip\" href=\"#message\">")
        .text(words(faces).plain("frame.skip"))
        .add("</a>\n<header class=\"top\"><div class=\"wrap fold\">\n<a class=\"brand\" href=\"")
        .text(letterhead.home())
        .add("?lang=" + letterhead.language().code() + "\">");
    letterhead
        .dress()
        .logo()
        .ifPresentOrElse(
            logo -> logo(html, logo, letterhead.sender()),
            () -> html.add(Mark.MARKUP + "<span>").text(letterhead.sender()).add("</span>"));
    html.add("</a>\n<nav class=\"langs\" aria-label=\"")
        .text(words(faces).plain("frame.languages"))
        .add("\">\n");
    Optional<String> pass =
        PageRoute.pass((HttpServletRequest) faces.getExternalContext().getRequest());
    String seal = pass.isPresent() ? SealedForm.seal(faces) : "";
    for (Language one : letterhead.languages()) {
      String current = one == letterhead.language() ? " aria-current=\"true\"" : "";
      if (pass.isPresent()) {
        html.add("<form method=\"post\" action=\"").text(letterhead.path());
        html.add("?lang=" + one.code() + "\">").hidden(FormSeal.FIELD, seal);
        html.hidden("pass", pass.get());
        html.add("<button type=\"submit\" lang=\"" + one.code() + "\"" + current + ">");
        html.text(one.ownName()).add("</button></form>");
      } else {
        html.add("<a href=\"").text(letterhead.path()).add("?lang=" + one.code());
        html.add("\" lang=\"" + one.code() + "\" hreflang=\"" + one.code() + "\"" + current);
        html.add(">").text(one.ownName()).add("</a>");
      }
    }
    html.add("</nav>\n</div></header>");
  }

  private static void logo(Markup html, Dress.Logo logo, String sender) {
    html.add("<img src=\"").text(logo.address()).add("\" alt=\"").text(sender);
    html.add("\" width=\"" + logo.width() + "\" height=\"" + logo.height() + "\"/>");
  }
}
