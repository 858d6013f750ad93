package nl.voorkeur.catalogue.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.platform.text.Texts;
import nl.voorkeur.platform.token.LinkUrls;

/**
 * What a controller puts on its own site to lead people to its sign-up page: a link, or a form of
 * plain HTML. Both point at a topic and tick nothing (GDPR art. 7(2), M5).
 */
@Named
@RequestScoped
public class ElsewherePage {

  @Inject private LookPage look;
  @Inject private Catalogue catalogue;
  @Inject private LinkUrls urls;

  private String page() {
    return urls.at(look.getController().host()).page("/s/" + look.getController().slug());
  }

  private Optional<String> topic() {
    return catalogue.topics(look.getController().id()).stream()
        .filter(topic -> topic.isOpen() && topic.kind().isMarketing())
        .map(Topic::slug)
        .findFirst();
  }

  public String getLink() {
    return page() + topic().map(slug -> "?topic=" + slug).orElse("");
  }

  public String getForm() {
    Controller controller = look.getController();
    Texts words = Texts.of("Messages", controller.defaultLanguage());
    return "<form action=\""
        + page()
        + "\" method=\"post\" accept-charset=\"utf-8\">\n  <label>"
        + words.get("signup.address")
        + " <input type=\"email\" name=\"address\" autocomplete=\"email\" required></label>\n"
        + topic()
            .map(slug -> "  <input type=\"hidden\" name=\"topic\" value=\"" + slug + "\">\n")
            .orElse("")
        + "  <button>"
        + words.get("signup.button")
        + "</button>\n</form>";
  }
}
