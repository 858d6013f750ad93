package nl.voorkeur.permission.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.PermissionDecisions;
import nl.voorkeur.permission.Tally;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.rest.Scoped;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.security.Scope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How many may be mailed on a topic now. */
@Path("/topics/{topic}/tally")
@RequestScoped
@Tag(name = "Decisions")
@Produces(MediaType.APPLICATION_JSON)
@Scoped(Scope.DECISIONS)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class TallyResource {

  @Inject private PermissionDecisions decisions;
  @Inject private Catalogue catalogue;

  @GET
  @Operation(summary = "How many known for the topic may be mailed now, and why the others may not")
  public Map<String, Object> tally(@PathParam("topic") long topic) {
    Tally tally = tally(topic(topic));
    return Map.of("known", tally.known(), "permitted", tally.permitted(), "denied", tally.denied());
  }

  private Tally tally(Topic topic) {
    return decisions.tally(topic.controller(), topic.id());
  }

  private Topic topic(long id) {
    return Optional.of(id)
        .filter(number -> number > 0)
        .flatMap(number -> catalogue.topic(new TopicId(number)))
        .orElseThrow(() -> Problem.notFound("topic"));
  }
}
