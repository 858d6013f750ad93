package nl.voorkeur.catalogue.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.Language;

/** How the API shows the catalogue. */
final class Views {

  private Views() {}

  static Map<String, Object> controller(Controller controller) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", controller.id().value());
    view.put("slug", controller.slug());
    view.put("name", controller.name());
    view.put("ourRole", controller.ourRole().name());
    view.put("postalAddress", controller.postalAddress());
    view.put("contactEmail", controller.contactEmail().value());
    controller.contactPhone().ifPresent(phone -> view.put("contactPhone", phone));
    controller.website().ifPresent(website -> view.put("website", website));
    view.put("senderName", controller.senderName());
    view.put("senderAddress", controller.senderAddress().value());
    view.put("senderVerified", controller.isSenderVerified());
    view.put("languages", controller.languages().stream().map(Language::code).toList());
    return view;
  }

  static Map<String, Object> topic(Topic topic) {
    Map<String, Object> texts = new TreeMap<>();
    topic
        .texts()
        .forEach(
            (language, text) ->
                texts.put(
                    language.code(),
                    Map.of("name", text.name(), "description", text.description())));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", topic.id().value());
    view.put("controller", topic.controller().value());
    view.put("slug", topic.slug());
    view.put("kind", topic.kind().name());
    view.put("open", topic.isOpen());
    view.put("ownProducts", topic.isAboutOwnProducts());
    topic.expiryMonths().ifPresent(months -> view.put("expiryMonths", months));
    view.put("texts", texts);
    return view;
  }
}
