package nl.voorkeur.exporting.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.voorkeur.catalogue.PathController;
import nl.voorkeur.exporting.Announcement;
import nl.voorkeur.exporting.Manifest;
import nl.voorkeur.exporting.PermittedList;
import nl.voorkeur.exporting.SavedList;
import nl.voorkeur.exporting.SavedLists;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Lists that are made again and again, by themselves or when a program says so. */
@Path("controllers/{controller}/saved-lists")
@RequestScoped
@Tag(name = "Exports")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class SavedListsResource {

  private static final int LONGEST_NAME = 80;

  @Inject private PathController controllers;
  @Inject private SavedLists saved;
  @Inject private PermittedList lists;
  @Context private SecurityContext caller;
  @Context private UriInfo uri;

  @GET
  @Operation(
      summary = "The controller's saved lists, by name",
      description =
          "rhythm is never, daily, weekly or monthly; nextAt when it is made by itself. refused says why that was not possible the"
              + " last time.")
  public List<Map<String, Object>> all(
      @Parameter(required = true, example = "1") @PathParam("controller") long id) {
    return saved.all(controllers.id(id)).stream().map(SavedListsResource::view).toList();
  }

  /** What to keep. */
  public static class Wanted {
    public String name;
    public Long like;
    public String rhythm;
  }

  @POST
  @Operation(
      summary = "Saves a list, to be made in the way of an export that was asked for before",
      description =
          "like is the number of that export; name is the controller's own, in 1 to 80 characters. Each time the rules are asked anew,"
              + " and the caller fetches the file.")
  public Response save(@PathParam("controller") long id, Wanted wanted) {
    ControllerId controller = controllers.id(id);
    if (wanted == null
        || wanted.name == null
        || wanted.name.isBlank()
        || wanted.name.strip().length() > LONGEST_NAME
        || wanted.like == null
        || wanted.like <= 0) {
      throw Problem.badRequest(
          "name-or-like-missing",
          "name has 1 to " + LONGEST_NAME + " characters; like is the number of an export.");
    }
    SavedList.Rhythm rhythm =
        wanted.rhythm == null
            ? SavedList.Rhythm.NEVER
            : WantedExport.one(SavedList.Rhythm.class, "rhythm", wanted.rhythm);
    ExportId like = new ExportId(wanted.like);
    if (lists.find(controller, like).isEmpty()) {
      throw Problem.notFound("export");
    }
    String name = wanted.name.strip();
    if (!saved.save(controller, name, like, rhythm, actor())) {
      throw Problem.exception(409, "name-taken", "There is a saved list of that name.");
    }
    return Response.status(Response.Status.CREATED)
        .entity(
            saved.all(controller).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .map(SavedListsResource::view)
                .orElseThrow())
        .build();
  }

  @GET
  @Path("{list}")
  @Operation(summary = "One of them")
  public Map<String, Object> one(@PathParam("controller") long id, @PathParam("list") long list) {
    return view(find(controllers.id(id), list));
  }

  @POST
  @Path("{list}/exports")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Announces an export in the way of a saved list",
      description =
          "201 with the manifest; the file is fetched next (exports/{id}/file). 202 where a second person has to agree first, 422 with"
              + " the reasons where it may not be made.")
  public Response make(@PathParam("controller") long id, @PathParam("list") long list) {
    Announcement announced =
        saved
            .make(controllers.id(id), list, actor())
            .orElseThrow(() -> Problem.notFound("saved-list"));
    Manifest export =
        announced.manifest().orElseThrow(() -> ExportViews.refused(announced.refusals()));
    return ExportViews.announced(export, uri, "controllers/" + id + "/exports");
  }

  @DELETE
  @Path("{list}")
  @Operation(summary = "Removes a saved list; what was made stays")
  public Response remove(@PathParam("controller") long id, @PathParam("list") long list) {
    if (!saved.remove(controllers.id(id), list)) {
      throw Problem.notFound("saved-list");
    }
    return Response.noContent().build();
  }

  private SavedList find(ControllerId controller, long list) {
    return saved.all(controller).stream()
        .filter(one -> one.id() == list)
        .findFirst()
        .orElseThrow(() -> Problem.notFound("saved-list"));
  }

  private static Map<String, Object> view(SavedList one) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", one.id());
    view.put("name", one.name());
    view.put("like", one.like().value());
    view.put("rhythm", one.rhythm().name().toLowerCase(Locale.ROOT));
    view.put("actor", one.actor());
    one.nextAt().ifPresent(at -> view.put("nextAt", at.toString()));
    one.refused().ifPresent(codes -> view.put("refused", List.of(codes.split(" "))));
    return view;
  }

  private String actor() {
    return caller.getUserPrincipal().getName();
  }
}
