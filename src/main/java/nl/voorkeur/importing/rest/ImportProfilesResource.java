package nl.voorkeur.importing.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import nl.voorkeur.importing.ImportProfiles;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Saved ways to read a file. */
@Path("import-profiles")
@RequestScoped
@Tag(name = "Imports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
public class ImportProfilesResource {

  @Inject private ImportProfiles profiles;
  @Inject private Controllers controllers;

  @GET
  @Operation(summary = "A controller's saved profiles, by name")
  public Map<String, Object> list(@QueryParam("controller") String controllerId) {
    ControllerId controller = controllers.of(controllerId);
    return Map.of("items", profiles.list(controller).stream().map(Views::profile).toList());
  }

  @DELETE
  @Path("{id}")
  @Operation(
      summary = "Forgets a profile",
      description = "Imports that were read by it stay as they are.")
  public Response delete(@PathParam("id") long id, @QueryParam("controller") String controllerId) {
    if (!profiles.delete(controllers.of(controllerId), id)) {
      throw Problem.notFound("profile");
    }
    return Response.noContent().build();
  }
}
