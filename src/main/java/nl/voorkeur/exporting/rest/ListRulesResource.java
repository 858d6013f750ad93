package nl.voorkeur.exporting.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.PathController;
import nl.voorkeur.exporting.DeclaredUse;
import nl.voorkeur.exporting.ListRules;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.rest.Scoped;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.security.Scope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a controller's lists may be used for, and whether a second person has to agree. */
@Path("controllers/{controller}/list-rules")
@RequestScoped
@Tag(name = "Exports")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class ListRulesResource {

  @Inject private PathController controllers;
  @Inject private ListRules rules;

  @GET
  @Operation(
      summary = "What the controller's lists may be used for",
      description =
          "secondPerson says whether somebody else has to agree to a list. uses names, for each topic that has any, what its lists"
              + " may be used for besides the mail that people said yes to: post, research, advertising, share.")
  public Map<String, Object> get(
      @Parameter(required = true, example = "1") @PathParam("controller") long id) {
    return view(controllers.id(id));
  }

  /** Whether somebody else has to agree. */
  public static class SecondPerson {
    public Boolean asked;
  }

  @PUT
  @Path("second-person")
  @Scoped(Scope.LIST_RULES)
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  @Operation(summary = "Sets whether a second person has to agree to each list")
  @APIResponse(responseCode = "200", description = "Done")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = SecondPerson.class),
              examples = @ExampleObject(name = "nobodyElse", value = "{\"asked\": false}")))
  public Map<String, Object> ask(
      @Parameter(required = true, example = "1") @PathParam("controller") long id,
      SecondPerson wanted) {
    if (wanted == null || wanted.asked == null) {
      throw Problem.badRequest("asked-missing", "asked is true or false.");
    }
    rules.askSecondPerson(controllers.id(id), wanted.asked);
    return view(controllers.id(id));
  }

  /** What one topic's lists may be used for. */
  public static class Uses {
    public List<String> uses;
  }

  @PUT
  @Path("topics/{topic}")
  @Scoped(Scope.LIST_RULES)
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  @Operation(
      summary = "Declares what a topic's lists may be used for besides its mail",
      description =
          "uses is of post, research, advertising, share; none for the mail alone. People must have been told before they said yes"
              + " (GDPR art. 5(1)(b)).")
  @APIResponse(responseCode = "200", description = "Done")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Uses.class),
              examples = @ExampleObject(name = "mailAlone", value = "{\"uses\": []}")))
  public Map<String, Object> declare(
      @Parameter(required = true, example = "1") @PathParam("controller") long id,
      @Parameter(required = true, example = "11") @PathParam("topic") long topic,
      Uses wanted) {
    if (wanted == null || wanted.uses == null) {
      throw Problem.badRequest("uses-missing", "uses is a list, which may be empty.");
    }
    Set<DeclaredUse> uses =
        wanted.uses.stream()
            .map(use -> WantedExport.one(DeclaredUse.class, "uses", use))
            .collect(Collectors.toSet());
    if (topic <= 0 || !rules.declare(controllers.id(id), new TopicId(topic), uses)) {
      throw Problem.notFound("topic");
    }
    return view(controllers.id(id));
  }

  private Map<String, Object> view(ControllerId controller) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("secondPerson", rules.needsSecondPerson(controller));
    Map<String, Object> uses = new LinkedHashMap<>();
    rules
        .declared(controller)
        .forEach(
            (topic, declared) ->
                uses.put(
                    topic.toString(),
                    declared.stream()
                        .map(use -> use.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList()));
    view.put("uses", uses);
    return view;
  }
}
