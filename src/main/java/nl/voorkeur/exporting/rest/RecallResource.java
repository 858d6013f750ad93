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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.exporting.Manifest;
import nl.voorkeur.exporting.PermittedList;
import nl.voorkeur.exporting.RecallEntry;
import nl.voorkeur.exporting.RecallFeeds;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.platform.rest.Paging;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who must be dropped from a list since it was made. */
@Path("/")
@RequestScoped
@Tag(name = "Exports")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class RecallResource {

  private static final int MOST_ON_A_PAGE = 1000;

  @Inject private PermittedList lists;
  @Inject private RecallFeeds feeds;
  @Context private SecurityContext caller;

  @GET
  @Path("controllers/{controller}/exports/{id}/recall")
  @Operation(
      summary = "Whoever was in the list and had to be dropped since, each once",
      description =
          "after is the seq of the last entry that you have; next says what it is for the page after this one. An entry names the"
              + " row of the file; the address too, as long as it is the one in the file. act is drop, or erase where all that is"
              + " held of the person must go. Acknowledge what you dropped.")
  public Map<String, Object> entries(
      @PathParam("controller") long controllerId,
      @PathParam("id") long id,
      @QueryParam("after") @DefaultValue("0") int after,
      @QueryParam("limit") @DefaultValue("500") int limit) {
    Paging.require("after", after, 0, limit, MOST_ON_A_PAGE);
    Manifest export = export(controllerId, id);
    List<RecallEntry> page = feeds.entries(export.controller(), export.id(), after, limit + 1);
    List<RecallEntry> shown = page.subList(0, Math.min(limit, page.size()));
    return ExportViews.page(
        shown.stream().map(ExportViews::entry).toList(),
        page.size() > limit ? Optional.of((long) shown.get(limit - 1).seq()) : Optional.empty());
  }

  /** Up to which entry the receiver dropped everybody. */
  public static class Acknowledgement {
    public Integer upTo;
  }

  @POST
  @Path("controllers/{controller}/exports/{id}/recall/acknowledgements")
  @Operation(summary = "The receiver dropped everybody up to an entry of the feed")
  public Map<String, Object> acknowledge(
      @PathParam("controller") long controllerId,
      @PathParam("id") long id,
      Acknowledgement acknowledgement) {
    Manifest export = export(controllerId, id);
    if (acknowledgement == null || acknowledgement.upTo == null || acknowledgement.upTo < 1) {
      throw Problem.badRequest("up-to-missing", "upTo is the seq of the last entry dropped.");
    }
    return Map.of(
        "acknowledged",
        feeds.acknowledge(
            export.controller(),
            export.id(),
            acknowledgement.upTo,
            caller.getUserPrincipal().getName()));
  }

  @POST
  @Path("controllers/{controller}/exports/{id}/destruction")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "The receiver destroyed the file, which ends its recall feed")
  public Map<String, Object> destroyed(
      @PathParam("controller") long controllerId, @PathParam("id") long id) {
    Manifest export = export(controllerId, id);
    return Map.of("ended", feeds.destroyed(export.controller(), export.id()));
  }

  @GET
  @Path("controllers/{controller}/overdue-recalls")
  @Operation(summary = "The lists whose receivers are late in acknowledging their recall feed")
  public List<Map<String, Object>> overdue(@PathParam("controller") long controllerId) {
    if (controllerId <= 0) {
      throw Problem.notFound("controller");
    }
    return feeds.overdueRecalls(new ControllerId(controllerId)).stream()
        .map(ExportViews::overdue)
        .toList();
  }

  private Manifest export(long controller, long id) {
    return Optional.of(id)
        .filter(number -> number > 0 && controller > 0)
        .flatMap(number -> lists.find(new ControllerId(controller), new ExportId(number)))
        .orElseThrow(() -> Problem.notFound("export"));
  }
}
