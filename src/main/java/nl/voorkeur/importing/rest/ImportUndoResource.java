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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.importing.ImportBatch;
import nl.voorkeur.importing.RecipientImport;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Taking an import back. */
@Path("imports/{id}/undo")
@RequestScoped
@Tag(name = "Imports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
public class ImportUndoResource {

  @Inject private RecipientImport imports;
  @Context private SecurityContext caller;

  @GET
  @Operation(summary = "What an undo would take back, and what would stay")
  public Map<String, Object> preview(@PathParam("id") long id) {
    ImportBatch batch = batch(id);
    return imports
        .previewUndo(batch.controller(), batch.id())
        .map(Views::undo)
        .orElseThrow(ImportUndoResource::nothing);
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Takes back what an import gave",
      description =
          "Entries of the ledger, with the import as their route. What the people did themselves since stays, and no"
              + " opt-out is lifted. Large ones go on by themselves.")
  public Map<String, Object> undo(@PathParam("id") long id) {
    ImportBatch batch = batch(id);
    if (!imports.undo(batch.controller(), batch.id(), caller.getUserPrincipal().getName())) {
      throw nothing();
    }
    return Views.batch(batch(id));
  }

  private ImportBatch batch(long id) {
    return Optional.of(id)
        .filter(number -> number > 0)
        .map(ImportBatchId::new)
        .flatMap(
            number -> imports.controllerOf(number).flatMap(owner -> imports.find(owner, number)))
        .orElseThrow(() -> Problem.notFound("import"));
  }

  private static RuntimeException nothing() {
    return Problem.exception(
        409, "nothing-to-undo", "Only an import of customers or consents is undone, and once.");
  }
}
