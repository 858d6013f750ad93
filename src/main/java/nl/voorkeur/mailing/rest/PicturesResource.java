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
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.voorkeur.catalogue.PathController;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.mailing.Gallery;
import nl.voorkeur.mailing.Picture;
import nl.voorkeur.mailing.PictureFile;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The pictures of a controller for its mails. */
@Path("controllers/{controller}/pictures")
@RequestScoped
@Tag(name = "Mailings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
public class PicturesResource {

  @Inject private Gallery gallery;
  @Inject private PathController controllers;
  @Inject private Asked asked;

  @GET
  @Operation(
      summary = "The pictures of a controller",
      description = "A text shows one by its name: ![what it shows](name) in Markdown.")
  public List<Map<String, Object>> list(@PathParam("controller") long controller) {
    return gallery.list(controllers.id(controller)).stream().map(PicturesResource::view).toList();
  }

  @PUT
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(
      summary = "Adds a picture: PNG, JPEG or GIF by its content, 5 MB at most",
      description =
          "It is drawn anew; its own name is answered. One that is there is never replaced.")
  public Response add(
      @PathParam("controller") long controller, @PathParam("name") String name, InputStream file)
      throws IOException {
    ControllerId whose = controllers.id(controller);
    PictureFile.Drawn drawn =
        PictureFile.read(file.readNBytes(PictureFile.MOST_BYTES + 1))
            .fold(
                one -> one,
                fault -> {
                  throw Problem.exception(
                      422, "picture-refused", "It is too big, or no PNG, JPEG or GIF: " + fault);
                });
    String own =
        gallery
            .add(whose, name, drawn, asked.by())
            .orElseThrow(
                () -> Problem.exception(409, "name-taken", "There is a picture of that name."));
    return Response.status(Response.Status.CREATED)
        .entity(
            gallery.list(whose).stream()
                .filter(one -> one.name().equals(own))
                .findFirst()
                .map(PicturesResource::view)
                .orElseThrow())
        .build();
  }

  @DELETE
  @Path("{picture}")
  @Operation(summary = "Takes a picture away that no mail and no layout shows")
  public Response drop(
      @PathParam("controller") long controller, @PathParam("picture") long picture) {
    if (!gallery.drop(controllers.id(controller), picture)) {
      throw Problem.exception(
          409, "in-use", "A mail or a layout shows it, or there is no such picture.");
    }
    return Response.noContent().build();
  }

  private static Map<String, Object> view(Picture picture) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", picture.id());
    view.put("name", picture.name());
    view.put("path", picture.path());
    view.put("mediaType", picture.mediaType());
    view.put("width", picture.width());
    view.put("height", picture.height());
    view.put("size", picture.size());
    return view;
  }
}
