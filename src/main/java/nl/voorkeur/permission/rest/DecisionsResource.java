package nl.voorkeur.permission.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.BulkDecisions;
import nl.voorkeur.permission.PermissionDecisions;
import nl.voorkeur.permission.Tally;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** May these addresses be mailed on this topic now? */
@Path("/topics/{topic}")
@RequestScoped
@Tag(name = "Decisions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class DecisionsResource {

  private static final int MOST_AT_ONCE = 10_000;

  @Inject private PermissionDecisions decisions;
  @Inject private BulkDecisions bulk;
  @Inject private Catalogue catalogue;

  /** The address asked about. Addresses travel in the body, as URLs get logged. */
  public static class Question {
    public String address;
  }

  /** The addresses asked about. */
  public static class Questions {
    public List<String> addresses;
  }

  @POST
  @Path("decision")
  @Operation(summary = "The decision for one address, with its reason")
  public Map<String, Object> one(@PathParam("topic") long topic, Question question) {
    TopicId id = topic(topic);
    EmailAddress address = RecipientsResource.address(question == null ? null : question.address);
    return Views.decision(decisions.decide(id, List.of(address)).get(0));
  }

  @POST
  @Path("decisions")
  @Operation(summary = "The decisions for up to 10,000 addresses, in the order asked")
  public List<Map<String, Object>> many(@PathParam("topic") long topic, Questions questions) {
    TopicId id = topic(topic);
    if (questions == null
        || questions.addresses == null
        || questions.addresses.size() > MOST_AT_ONCE) {
      throw Problem.badRequest(
          "addresses-missing", "addresses is a list of at most " + MOST_AT_ONCE + " addresses.");
    }
    List<EmailAddress> addresses =
        questions.addresses.stream().map(RecipientsResource::address).toList();
    List<Decision> answers = decisions.decide(id, addresses);
    return answers.stream().map(Views::decision).toList();
  }

  @POST
  @Path("decisions")
  @Consumes(MediaType.TEXT_PLAIN)
  @Produces("text/csv")
  @Operation(
      summary = "The decisions for a list of any length",
      description =
          "One address a line in UTF-8; answered line by line as CSV: address,permitted,reason,basis. A line that is no address has the reason INVALID.")
  public StreamingOutput list(@PathParam("topic") long topic, InputStream list) {
    TopicId id = topic(topic);
    return out -> {
      Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      bulk.decide(
          id,
          new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8), 1 << 16),
          writer);
      writer.flush();
    };
  }

  @GET
  @Path("tally")
  @Operation(summary = "How many known for the topic may be mailed now, and why the others may not")
  public Map<String, Object> tally(@PathParam("topic") long topic) {
    Tally tally = decisions.tally(topic(topic));
    return Map.of("known", tally.known(), "permitted", tally.permitted(), "denied", tally.denied());
  }

  private TopicId topic(long id) {
    return Optional.of(id)
        .filter(number -> number > 0)
        .flatMap(number -> catalogue.topic(new TopicId(number)))
        .map(Topic::id)
        .orElseThrow(() -> Problem.notFound("topic"));
  }
}
