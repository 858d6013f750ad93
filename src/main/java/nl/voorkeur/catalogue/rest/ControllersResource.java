package nl.voorkeur.catalogue.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.catalogue.TopicText;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.TopicKind;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Controllers and the topics that they have. */
@Path("/")
@RequestScoped
@Tag(name = "Catalogue")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class ControllersResource {

  private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
  private static final int LONGEST_SLUG = 60;
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_DESCRIPTION = 300;

  @Inject private Catalogue catalogue;

  @GET
  @Path("controllers")
  @Operation(summary = "All controllers, by name")
  public List<Map<String, Object>> all() {
    return catalogue.controllers().stream().map(Views::controller).toList();
  }

  @GET
  @Path("controllers/{controller}")
  @Operation(summary = "One controller")
  public Map<String, Object> one(@PathParam("controller") long id) {
    return Views.controller(controller(id));
  }

  @GET
  @Path("controllers/{controller}/topics")
  @Operation(summary = "Its topics, closed ones too, in the order in which people see them")
  public List<Map<String, Object>> topics(@PathParam("controller") long id) {
    return catalogue.topics(controller(id).id()).stream().map(Views::topic).toList();
  }

  /** Name and description in one language. */
  public static class Text {
    public String name;
    public String description;
  }

  /** A topic to add; {@code texts} is by language code. */
  public static class NewTopic {
    public String slug;
    public String kind;
    public Map<String, Text> texts;
  }

  @POST
  @Path("controllers/{controller}/topics")
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  @Operation(
      summary = "Adds an open topic at the end of the list",
      description =
          "slug and kind are fixed from then on. texts needs the controller's first language.")
  public Response add(@PathParam("controller") long id, NewTopic wanted) {
    Controller controller = controller(id);
    if (wanted == null || wanted.slug == null || !isSlug(wanted.slug)) {
      throw Problem.badRequest(
          "invalid-slug", "slug is lower-case letters, digits and hyphens, at most 60.");
    }
    if (catalogue.topics(controller.id()).stream().anyMatch(t -> t.slug().equals(wanted.slug))) {
      throw Problem.exception(409, "slug-taken", "The controller has a topic with this slug.");
    }
    Topic made =
        catalogue
            .topic(
                catalogue.addTopic(
                    controller.id(), wanted.slug, kind(wanted.kind), texts(controller, wanted)))
            .orElseThrow();
    return Response.created(URI.create("topics/" + made.id())).entity(Views.topic(made)).build();
  }

  private static boolean isSlug(String text) {
    return text.length() <= LONGEST_SLUG && SLUG.matcher(text).matches();
  }

  private static TopicKind kind(String name) {
    for (TopicKind kind : TopicKind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw Problem.badRequest("invalid-kind", "kind is one of " + List.of(TopicKind.values()) + ".");
  }

  private static Map<Language, TopicText> texts(Controller controller, NewTopic wanted) {
    Map<Language, TopicText> texts = new EnumMap<>(Language.class);
    Optional.ofNullable(wanted.texts)
        .orElse(Map.of())
        .forEach(
            (code, text) -> {
              Language language =
                  Language.of(code)
                      .orElseThrow(
                          () ->
                              Problem.badRequest(
                                  "invalid-language", "texts is by nl, en, de or fr."));
              if (text == null
                  || isWrong(text.name, LONGEST_NAME)
                  || isWrong(text.description, LONGEST_DESCRIPTION)) {
                throw Problem.badRequest(
                    "invalid-text",
                    "A text has a name of 1 to 80 and a description of 1 to 300 characters.");
              }
              texts.put(language, new TopicText(text.name, text.description));
            });
    if (!texts.containsKey(controller.defaultLanguage())) {
      throw Problem.badRequest("text-missing", "texts needs the controller's first language.");
    }
    return texts;
  }

  private static boolean isWrong(String text, int longest) {
    return text == null
        || text.isBlank()
        || text.length() > longest
        || text.chars().anyMatch(Character::isISOControl);
  }

  private Controller controller(long id) {
    return Optional.of(id)
        .filter(number -> number > 0)
        .flatMap(number -> catalogue.controller(new ControllerId(number)))
        .orElseThrow(() -> Problem.notFound("controller"));
  }
}
