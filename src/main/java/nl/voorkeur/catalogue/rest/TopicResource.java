package nl.voorkeur.catalogue.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One topic. */
@Path("/topics/{topic}")
@RequestScoped
@Tag(name = "Catalogue")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class TopicResource {

  @Inject private Catalogue catalogue;

  @GET
  @Operation(summary = "One topic")
  public Map<String, Object> get(@PathParam("topic") long id) {
    return Views.topic(topic(id));
  }

  @POST
  @Path("close")
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  @Operation(
      summary = "Closes it",
      description = "No mail on this topic any more. Every opt-out stays in force.")
  public Map<String, Object> close(@PathParam("topic") long id) {
    Topic topic = topic(id);
    catalogue.close(topic.controller(), topic.id());
    return Views.topic(topic(id));
  }

  @POST
  @Path("reopen")
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  @Operation(
      summary = "Opens it again",
      description = "Mail to those who still want it. Every opt-out stays in force.")
  public Map<String, Object> reopen(@PathParam("topic") long id) {
    Topic topic = topic(id);
    catalogue.reopen(topic.controller(), topic.id());
    return Views.topic(topic(id));
  }

  private Topic topic(long id) {
    return Optional.of(id)
        .filter(number -> number > 0)
        .flatMap(number -> catalogue.topic(new TopicId(number)))
        .orElseThrow(() -> Problem.notFound("topic"));
  }
}
