package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.context.FacesContext;
import java.util.Optional;
import nl.voorkeur.platform.text.Texts;

/** The foot of a page: who writes and how to reach them; its content is what the page promises. */
@FacesComponent("nl.voorkeur.LetterFoot")
public class LetterFoot extends LetterBlock {

  @Override
  void begin(FacesContext faces, Markup html) {
    Letterhead letterhead = letterhead(faces);
    Texts words = words(faces);
    html.add("<footer class=\"foot\"><div class=\"wrap\">\n");
    if (!letterhead.dress().footer().isEmpty()) {
      html.add("<p>").text(letterhead.dress().footer()).add("</p>\n");
    }
    letterhead
        .postalAddress()
        .ifPresent(
            where -> html.add("<p>").text(letterhead.sender()).add(", ").text(where).add("</p>\n"));
    letterhead.email().ifPresent(email -> questions(html, letterhead, words, email));
    html.add("<ul aria-label=\"").text(words.plain("frame.legal")).add("\">");
    String language = "?lang=" + letterhead.language().code();
    letterhead
        .privacy()
        .ifPresent(path -> link(html, path + language, words.plain("frame.privacy")));
    link(html, "/cookies" + language, words.plain("frame.cookies"));
    html.add("</ul>\n");
  }

  private static void questions(Markup html, Letterhead letterhead, Texts words, String email) {
    Optional<String> phone = letterhead.phone();
    html.add("<ul aria-label=\"").text(words.plain("frame.questions")).add("\">");
    link(html, "mailto:" + email, email);
    phone.ifPresent(number -> link(html, "tel:" + number.replace(" ", ""), number));
    link(html, letterhead.home().replace("/s/", "/link/"), words.plain("frame.link"));
    html.add("</ul>\n");
  }

  private static void link(Markup html, String address, String label) {
    html.add("<li><a href=\"").text(address).add("\">").text(label).add("</a></li>");
  }

  @Override
  void end(FacesContext faces, Markup html) {
    html.add("\n<p>" + Mark.MARKUP + " ").text(words(faces).plain("frame.made"));
    html.add("</p>\n</div></footer>");
  }
}
