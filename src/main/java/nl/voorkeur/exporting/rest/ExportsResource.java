package nl.voorkeur.exporting.rest;

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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.PathController;
import nl.voorkeur.exporting.Announcement;
import nl.voorkeur.exporting.ExportRequest;
import nl.voorkeur.exporting.ExportState;
import nl.voorkeur.exporting.Manifest;
import nl.voorkeur.exporting.PermittedList;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.platform.rest.Paging;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Permitted lists of a controller, each with its manifest. */
@Path("/")
@RequestScoped
@Tag(name = "Exports")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class ExportsResource {

  private static final int MOST_ON_A_PAGE = 200;

  @Inject private PermittedList lists;
  @Inject private PathController controllers;
  @Context private SecurityContext caller;
  @Context private UriInfo uri;

  @GET
  @Path("controllers/{controller}/receivers")
  @Operation(
      summary = "To whom the controller's lists may go",
      description = "obstacles says what is missing; a list for such a receiver is refused.")
  public List<Map<String, Object>> receivers(@PathParam("controller") long controllerId) {
    return lists.receivers(controllers.id(controllerId)).stream()
        .map(ExportViews::receiver)
        .toList();
  }

  @POST
  @Path("controllers/{controller}/exports/preview")
  @Operation(
      summary = "Whom a list would hold now, and whom not, by reason",
      description = "Nothing is made or kept. Takes topics and filter as an export does.")
  public Map<String, Object> preview(
      @PathParam("controller") long controllerId, WantedExport wanted) {
    return lists
        .preview(
            controllers.id(controllerId), WantedExport.topics(wanted), WantedExport.filter(wanted))
        .map(ExportViews::preview)
        .orElseThrow(() -> Problem.notFound("topic"));
  }

  @POST
  @Path("controllers/{controller}/exports")
  @Produces(MediaType.WILDCARD)
  @Operation(
      summary = "Makes an export and answers with its file: whom the rule permits right now",
      description =
          "The manifest's address is in the header Content-Location. receiver is a key of the controller's receivers."
              + " Where the controller wants a second person to agree, the answer is 202 with the manifest, and the file is"
              + " fetched later. A list that may not be made is answered 422 with the reasons.")
  public Response make(@PathParam("controller") long controllerId, WantedExport wanted) {
    ControllerId controller = controllers.id(controllerId);
    ExportRequest request = WantedExport.request(wanted);
    Announcement announced = lists.announce(controller, request, actor());
    Manifest export =
        announced.manifest().orElseThrow(() -> ExportViews.refused(announced.refusals()));
    if (export.state() == ExportState.ASKED) {
      return Response.accepted(ExportViews.manifest(export))
          .type(MediaType.APPLICATION_JSON)
          .location(uri.getAbsolutePathBuilder().path(export.id().toString()).build())
          .build();
    }
    return file(controller, export)
        .header(
            HttpHeaders.CONTENT_LOCATION,
            uri.getAbsolutePathBuilder().path(export.id().toString()).build())
        .build();
  }

  private Response.ResponseBuilder file(ControllerId controller, Manifest export) {
    if (!lists.take(controller, export.id(), actor())) {
      throw Problem.exception(
          409,
          "not-fetchable",
          "The file was fetched before, is too late, waits for a second person, or is another's.");
    }
    StreamingOutput body = out -> lists.write(controller, export.id(), out);
    return Response.ok(body, export.request().mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + export.request().fileName(export.id().toString()) + "\"")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Export-Id", export.id());
  }

  @POST
  @Path("controllers/{controller}/exports/{id}/file")
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.WILDCARD)
  @Operation(summary = "Fetches the file of an announced export, once, by whoever asked for it")
  public Response fetch(@PathParam("controller") long controllerId, @PathParam("id") long id) {
    ControllerId controller = controllers.id(controllerId);
    return file(controller, export(controller, id)).build();
  }

  /** What the second person says. */
  public static class Decision {
    public Boolean agreed;
  }

  @POST
  @Path("controllers/{controller}/exports/{id}/decision")
  @Operation(summary = "The second person's answer to an export that waits for it")
  public Map<String, Object> decide(
      @PathParam("controller") long controllerId, @PathParam("id") long id, Decision decision) {
    ControllerId controller = controllers.id(controllerId);
    Manifest export = export(controller, id);
    if (decision == null || decision.agreed == null) {
      throw Problem.badRequest("agreed-missing", "agreed is true or false.");
    }
    if (!lists.decide(controller, export.id(), decision.agreed, actor())) {
      throw Problem.exception(
          409,
          "not-to-be-decided",
          "It doesn't wait for a second person, or the second person asked for it.");
    }
    return ExportViews.manifest(export(controller, id));
  }

  @GET
  @Path("controllers/{controller}/exports")
  @Operation(
      summary = "A page of the controller's exports, newest first",
      description = "next is the value of before for the page after this one; absent on the last.")
  public Map<String, Object> list(
      @PathParam("controller") long controllerId,
      @QueryParam("before") @DefaultValue("9223372036854775807") long before,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Paging.require("before", before, 1, limit, MOST_ON_A_PAGE);
    List<Manifest> page = lists.before(controllers.id(controllerId), before, limit + 1);
    List<Manifest> shown = page.subList(0, Math.min(limit, page.size()));
    return ExportViews.page(
        shown.stream().map(ExportViews::manifest).toList(),
        page.size() > limit ? Optional.of(shown.get(limit - 1).id().value()) : Optional.empty());
  }

  @GET
  @Path("controllers/{controller}/exports/{id}")
  @Operation(summary = "The manifest of an export")
  public Map<String, Object> get(
      @PathParam("controller") long controllerId, @PathParam("id") long id) {
    return ExportViews.manifest(export(controllers.id(controllerId), id));
  }

  private Manifest export(ControllerId controller, long id) {
    return Optional.of(id)
        .filter(number -> number > 0)
        .flatMap(number -> lists.find(controller, new ExportId(number)))
        .orElseThrow(() -> Problem.notFound("export"));
  }

  private String actor() {
    return caller.getUserPrincipal().getName();
  }
}
