package nl.voorkeur.permission.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.permission.Route;
import nl.voorkeur.permission.Suppression;
import nl.voorkeur.permission.Suppressions;
import nl.voorkeur.platform.rest.Paging;
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

/** What must not be mailed at a controller, whatever consent says. */
@Path("controllers/{controller}/suppressions")
@RequestScoped
@Tag(name = "Suppressions")
@Scoped(Scope.SUPPRESSIONS)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class SuppressionsResource {

  private static final int MOST_ON_A_PAGE = 200;
  private static final int LONGEST_REASON = 300;

  @Inject private Suppressions suppressions;

  @GET
  @Operation(
      summary = "What is or was suppressed at the controller, newest first",
      description =
          "That of the whole installation is among it (everywhere). Of an address only a hash is kept, so it is not shown."
              + " next is the value of before for the page after this one; absent on the last.")
  public Map<String, Object> list(
      @Parameter(required = true, example = "1") @PathParam("controller") long controller,
      @QueryParam("before") @DefaultValue("9223372036854775807") long before,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Paging.require("before", before, 1, limit, MOST_ON_A_PAGE);
    List<Suppression> page = suppressions.before(id(controller), before, limit + 1);
    List<Suppression> shown = page.subList(0, Math.min(limit, page.size()));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("items", shown.stream().map(SuppressionsResource::view).toList());
    if (page.size() > limit) {
      view.put("next", shown.get(limit - 1).id());
    }
    return view;
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One of them")
  public Map<String, Object> one(
      @PathParam("controller") long controller, @PathParam("id") long id) {
    return view(find(id(controller), id));
  }

  /** What to suppress, and why. */
  public static class Wanted {
    public String address;
    public String domain;
    public String reason;
  }

  @POST
  @Operation(
      summary = "Suppresses an address or a domain at the controller",
      description =
          "In force when this answers: no message to anybody it names starts after that. Give address, or domain, which with *."
              + " before it are the domains below it; reason says why, in 1 to 300 characters. added is false when it was so already.")
  @APIResponse(responseCode = "200", description = "Done")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Wanted.class),
              examples = {
                @ExampleObject(
                    name = "anAddress",
                    value =
                        "{\"address\": \"never-again@suppressed.example\", \"reason\": \"Asked by letter\"}"),
                @ExampleObject(
                    name = "aDomain",
                    value =
                        "{\"domain\": \"*.suppressed.example\", \"reason\": \"A company that wants no mail\"}")
              }))
  public Map<String, Object> add(
      @Parameter(required = true, example = "1") @PathParam("controller") long controller,
      Wanted wanted) {
    if (wanted == null || (wanted.address == null) == (wanted.domain == null)) {
      throw Problem.badRequest("address-or-domain", "Give either address or domain.");
    }
    String reason = reason(wanted.reason);
    boolean added =
        wanted.address != null
            ? suppressions.suppress(id(controller), address(wanted.address), reason, Route.API)
            : suppressions.suppressDomain(id(controller), domain(wanted.domain), reason, Route.API);
    return Map.of("added", added);
  }

  /** Why it need not be suppressed any more. */
  public static class Lifting {
    public String reason;
  }

  @POST
  @Path("{id}/lift")
  @Operation(
      summary = "Lifts what a program suppressed at this controller",
      description =
          "Opt-outs stay in force: nobody is mailed who said no. What came with a list, an erasure or a move is never lifted;"
              + " what staff set, or what holds for the whole installation, not here: 409.")
  public Map<String, Object> lift(
      @PathParam("controller") long controller, @PathParam("id") long id, Lifting lifting) {
    Suppression one = find(id(controller), id);
    String reason = reason(lifting == null ? null : lifting.reason);
    if (!suppressions.lift(id(controller), one.id(), reason)) {
      throw Problem.exception(
          409, "not-liftable", "It was lifted before, or it is not for a program to lift.");
    }
    return view(find(id(controller), id));
  }

  private static String reason(String text) {
    if (text == null || text.isBlank() || text.strip().length() > LONGEST_REASON) {
      throw Problem.badRequest(
          "reason-missing", "reason says why, in 1 to " + LONGEST_REASON + " characters.");
    }
    return text.strip();
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text)
        .fold(
            address -> address,
            fault -> {
              throw Problem.badRequest("address-invalid", "address is no e-mail address.");
            });
  }

  /** As an A-label, with what stands before it for the domains below. */
  private static String domain(String text) {
    String below = text.strip().startsWith("*.") ? "*." : "";
    return EmailAddress.parse("a@" + text.strip().substring(below.length()))
        .fold(
            address -> below + address.domain(),
            fault -> {
              throw Problem.badRequest(
                  "domain-invalid", "domain is such as example.org or *.example.org.");
            });
  }

  private Suppression find(ControllerId controller, long id) {
    return suppressions.find(controller, id).orElseThrow(() -> Problem.notFound("suppression"));
  }

  private static ControllerId id(long controller) {
    if (controller <= 0) {
      throw Problem.notFound("controller");
    }
    return new ControllerId(controller);
  }

  private static Map<String, Object> view(Suppression one) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", one.id());
    view.put("everywhere", one.controller().isEmpty());
    view.put("cause", one.cause().name());
    one.domain().ifPresent(domain -> view.put("domain", domain));
    view.put("reason", one.reason());
    view.put("actor", one.actor());
    view.put("since", one.since().toString());
    one.liftedAt().ifPresent(at -> view.put("liftedAt", at.toString()));
    view.put("liftable", one.isLiftableByProgram());
    return view;
  }
}
