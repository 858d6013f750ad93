package nl.voorkeur.feedback.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.PathController;
import nl.voorkeur.feedback.Feedback;
import nl.voorkeur.feedback.FeedbackIntake;
import nl.voorkeur.feedback.Reference;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Bounces and complaints that come after a message was taken. */
@Path("controllers/{controller}/feedback")
@RequestScoped
@Tag(name = "Feedback")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class FeedbackResource {

  private static final int MOST = 500;
  private static final int LARGEST = 1_000_000;

  @Inject private FeedbackIntake intake;
  @Inject private PathController controllers;
  @Context private SecurityContext caller;

  /** One event of a provider. */
  public static class Event {
    public String id;
    public String type;
    public String at;
    public String status;
    public boolean permanent;
    public String returnPath;
    public String messageId;
    public Long mailing;
    public String address;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Reports bounces and complaints, which hold when this answers",
      description =
          "A list of at most 500. id is the provider's; the same one again changes nothing. type is bounce or complaint. Name the message by"
              + " returnPath, messageId, or mailing and address. status is the enhanced code (RFC 3463), such as 5.1.1; without one,"
              + " permanent: true says that there is no such mailbox. at is when it happened; what somebody decided after that is not"
              + " undone. outcome: APPLIED (mail to the person stops), COUNTED (for its mailing alone), KNOWN (told before), UNKNOWN"
              + " (we sent no such message).")
  public Map<String, Object> events(
      @PathParam("controller") long controllerId, List<Event> events) {
    ControllerId controller = controllers.id(controllerId);
    if (events == null || events.isEmpty() || events.size() > MOST) {
      throw Problem.badRequest("no-events", "The body is a list of 1 to " + MOST + " events.");
    }
    List<Feedback> all = events.stream().map(FeedbackResource::feedback).toList();
    List<Map<String, String>> results = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      results.add(
          Map.of(
              "id",
              events.get(i).id,
              "outcome",
              intake.take(controller, all.get(i), actor()).name()));
    }
    return Map.of("results", results);
  }

  @POST
  @Consumes("message/rfc822")
  @Operation(
      summary =
          "Reports a mail that came back: a delivery status notification or a feedback report",
      description =
          "RFC 3464 or RFC 5965, as it came, at most 1 MB. It counts only with our return path, Message-ID or unsubscribe link in it."
              + " reports is empty for any other mail.")
  public Map<String, Object> mail(@PathParam("controller") long controllerId, InputStream body)
      throws IOException {
    ControllerId controller = controllers.id(controllerId);
    byte[] mail = body.readNBytes(LARGEST + 1);
    if (mail.length > LARGEST) {
      throw Problem.exception(413, "too-large", "A report has at most 1 MB.");
    }
    return Map.of(
        "reports",
        intake.takeMail(controller, mail, actor()).stream()
            .map(outcome -> Map.of("outcome", outcome.name()))
            .toList());
  }

  private static Feedback feedback(Event event) {
    if (event == null || event.id == null || event.id.isBlank() || event.id.length() > 200) {
      throw Problem.badRequest("id-missing", "Each event has an id of 1 to 200 characters.");
    }
    return new Feedback(event.id, kind(event), time(event.at), status(event), about(event));
  }

  private static Feedback.Kind kind(Event event) {
    String type = event.type == null ? "" : event.type.toLowerCase(Locale.ROOT);
    return switch (type) {
      case "complaint" -> Feedback.Kind.COMPLAINT;
      case "bounce" ->
          status(event)
              .map(Feedback.Kind::bounce)
              .orElse(event.permanent ? Feedback.Kind.HARD_BOUNCE : Feedback.Kind.OTHER_BOUNCE);
      default -> throw Problem.badRequest("type-unknown", "type is bounce or complaint.");
    };
  }

  private static Optional<String> status(Event event) {
    if (event.status != null && !event.status.matches("[245]\\.\\d{1,3}\\.\\d{1,3}")) {
      throw Problem.badRequest("status-invalid", "status is a code such as 5.1.1.");
    }
    return Optional.ofNullable(event.status);
  }

  private static Optional<Instant> time(String at) {
    try {
      return Optional.ofNullable(at).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException notATime) {
      throw Problem.badRequest("at-invalid", "at is a time such as 2026-05-03T10:15:00+02:00.");
    }
  }

  private static Reference about(Event event) {
    Optional<EmailAddress> path =
        Optional.ofNullable(event.returnPath).flatMap(FeedbackResource::address);
    Optional<Reference.Named> named =
        event.mailing == null || event.mailing <= 0
            ? Optional.empty()
            : Optional.ofNullable(event.address)
                .flatMap(FeedbackResource::address)
                .map(address -> new Reference.Named(new MailingId(event.mailing), address));
    if (path.isEmpty() && event.messageId == null && named.isEmpty()) {
      throw Problem.badRequest(
          "message-missing", "Name the message by returnPath, messageId, or mailing and address.");
    }
    return new Reference(
        path.stream().toList(),
        Optional.ofNullable(event.messageId).stream().toList(),
        Optional.empty(),
        named);
  }

  private static Optional<EmailAddress> address(String text) {
    return EmailAddress.parse(text).fold(Optional::of, fault -> Optional.empty());
  }

  private String actor() {
    return caller.getUserPrincipal().getName();
  }
}
