package nl.voorkeur.mailing.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.voorkeur.mailing.Attachment;
import nl.voorkeur.mailing.AttachmentFile;
import nl.voorkeur.mailing.Attachments;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The files that travel with a mailing. */
@Path("mailings/{id}/attachments")
@RequestScoped
@Tag(name = "Mailings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
public class EnclosuresResource {

  @Inject private Attachments attachments;
  @Inject private Asked asked;

  @GET
  @Operation(summary = "The attachments of a mailing")
  public List<Map<String, Object>> list(@PathParam("id") long id) {
    Mailing mailing = asked.mailing(id);
    return attachments.list(mailing.controller(), mailing.id()).stream()
        .map(EnclosuresResource::view)
        .toList();
  }

  @PUT
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(
      summary = "Adds an attachment to a draft, or replaces it",
      description =
          "Of a kind that mailboxes take, as its content says; all together 2 MB at most.")
  public List<Map<String, Object>> add(
      @PathParam("id") long id, @PathParam("name") String name, InputStream file)
      throws IOException {
    Mailing mailing = asked.mailing(id);
    AttachmentFile read =
        AttachmentFile.read(name, file.readNBytes(AttachmentFile.MOST_BYTES + 1))
            .orElseThrow(
                () ->
                    Problem.exception(
                        422,
                        "file-refused",
                        "Its kind is not on the list, its content does not fit its name, or it is over 2 MB."));
    Asked.changed(attachments.add(mailing.controller(), mailing.id(), read, asked.by()));
    return list(id);
  }

  @DELETE
  @Path("{attachment}")
  @Operation(summary = "Takes an attachment off a draft")
  public List<Map<String, Object>> drop(
      @PathParam("id") long id, @PathParam("attachment") long attachment) {
    Mailing mailing = asked.mailing(id);
    if (!attachments.drop(mailing.controller(), mailing.id(), attachment, asked.by())) {
      throw Problem.notFound("attachment");
    }
    return list(id);
  }

  private static Map<String, Object> view(Attachment attachment) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", attachment.id());
    view.put("name", attachment.name());
    view.put("mediaType", attachment.mediaType());
    view.put("size", attachment.size());
    return view;
  }
}
