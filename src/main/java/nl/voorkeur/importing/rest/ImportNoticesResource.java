package nl.voorkeur.importing.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;
import nl.voorkeur.importing.RecipientImport;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whose people must be told where their data came from (GDPR art. 14). */
@Path("import-notices")
@RequestScoped
@Tag(name = "Imports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class ImportNoticesResource {

  @Inject private RecipientImport imports;
  @Inject private Controllers controllers;
  @Context private SecurityContext caller;

  /** How the people were told. */
  public static class Told {
    public String how;
  }

  @GET
  @Operation(
      summary = "Imports whose people have not been told where their data came from",
      description = "The first due first. Data from somebody else: within a month (GDPR art. 14).")
  public Map<String, Object> list(@QueryParam("controller") String controllerId) {
    ControllerId controller = controllers.of(controllerId);
    return Map.of("items", imports.toInform(controller).stream().map(Views::batch).toList());
  }

  @POST
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Notes that the people of an import were told, and how")
  public Map<String, Object> told(
      @PathParam("id") long id, @QueryParam("controller") String controllerId, Told told) {
    ControllerId controller = controllers.of(controllerId);
    if (told == null || told.how == null || told.how.isBlank() || told.how.length() > 500) {
      throw Problem.badRequest("how-missing", "Say in how, in at most 500 characters.");
    }
    if (id < 1
        || !imports.informed(
            controller, new ImportBatchId(id), told.how, caller.getUserPrincipal().getName())) {
      throw Problem.exception(409, "nothing-to-note", "Nobody of this import waits to be told.");
    }
    return imports.find(controller, new ImportBatchId(id)).map(Views::batch).orElseThrow();
  }
}
