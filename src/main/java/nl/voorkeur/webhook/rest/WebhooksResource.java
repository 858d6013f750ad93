package nl.voorkeur.webhook.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.PathController;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.rest.Paging;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.webhook.Webhook;
import nl.voorkeur.webhook.WebhookMessage;
import nl.voorkeur.webhook.WebhookUse;
import nl.voorkeur.webhook.Webhooks;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Webhooks of a controller, what they were told, and telling it again. */
@Path("/")
@RequestScoped
@Tag(name = "Webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class WebhooksResource {

  private static final String PERMISSIONS = "permission.changed";
  private static final String RECALLS = "list.recalled";
  private static final int MOST_ON_A_PAGE = 200;

  @Inject private Webhooks webhooks;
  @Inject private PathController controllers;
  @Context private SecurityContext caller;

  /** A program to tell. */
  public static class Wanted {
    public String url;
    public List<String> events;
    public String receiver;
    public Integer atOnce;
  }

  /** Which messages are told again. */
  public static class Again {
    public String from;
    public String until;
    public String state;
  }

  @GET
  @Path("controllers/{controller}/webhooks")
  @Operation(summary = "The controller's webhooks, those in use first")
  public List<Map<String, Object>> all(@PathParam("controller") long controllerId) {
    return webhooks.all(controllers.id(controllerId)).stream().map(WebhooksResource::view).toList();
  }

  @GET
  @Path("controllers/{controller}/webhooks/{id}")
  @Operation(
      summary = "A webhook and how it stands",
      description =
          "standing is ACTIVE, FAILING (it takes nothing, and is tried now and then), DISABLED (that took five days; it is told"
              + " nothing until it is enabled) or ENDED. waiting is counted up to 100000.")
  public Map<String, Object> one(
      @PathParam("controller") long controllerId, @PathParam("id") long id) {
    return view(webhook(controllers.id(controllerId), id));
  }

  @POST
  @Path("controllers/{controller}/webhooks")
  @Operation(
      summary = "Adds a webhook, which is told of what happens from now on",
      description =
          "events is of permission.changed and list.recalled. With receiver, the key of one of the controller's receivers, it is that"
              + " receiver's program: it is told of recalls from its lists alone, and what it takes is acknowledged. With atOnce, 2 to 500,"
              + " a message is of the type batch and its data.events holds up to as many events, each as it would be told alone. The answer"
              + " holds the secret (whsec_…), this once. Messages are signed as Standard Webhooks has it (webhook-id,"
              + " webhook-timestamp, webhook-signature: v1) and tell numbers and codes, no addresses. Up to eight are under way at a"
              + " time; what is told of one person comes in order, and the next only after the one before was taken or given up.")
  @APIResponse(responseCode = "201", description = "Added; the answer holds its secret")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Wanted.class),
              examples =
                  @ExampleObject(
                      name = "inBatches",
                      value =
                          "{\"url\": \"https://192.0.2.1/voorkeur\", \"events\": [\"permission.changed\"], \"atOnce\": 100}")))
  public Response add(@PathParam("controller") long controllerId, Wanted wanted) {
    ControllerId controller = controllers.id(controllerId);
    if (wanted == null
        || wanted.url == null
        || wanted.url.length() > 500
        || wanted.events == null
        || wanted.events.isEmpty()
        || !List.of(PERMISSIONS, RECALLS).containsAll(wanted.events)) {
      throw Problem.badRequest(
          "url-or-events-missing",
          "url is an address, events of permission.changed, list.recalled.");
    }
    if (wanted.receiver != null && !WebhookUse.isKey(wanted.receiver)) {
      throw Problem.badRequest("receiver-unknown", "receiver is a key such as processor:12.");
    }
    int atOnce = atOnce(wanted.atOnce == null ? 1 : wanted.atOnce);
    if (!webhooks.isPossible()) {
      throw Problem.exception(
          409, "no-secret-keys", "The installation has no keys to encrypt the secret with.");
    }
    Webhooks.Added added =
        webhooks
            .add(
                controller,
                wanted.url,
                new WebhookUse(
                    wanted.events.contains(PERMISSIONS),
                    wanted.events.contains(RECALLS),
                    Optional.ofNullable(wanted.receiver),
                    atOnce),
                caller.getUserPrincipal().getName())
            .orElseThrow(
                () ->
                    Problem.exception(
                        422,
                        "url-not-allowed",
                        "url is https, and its host is found and outside our own network."));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", added.id());
    view.put("secret", added.secret());
    return Response.created(URI.create("webhooks/" + added.id())).entity(view).build();
  }

  private static int atOnce(int number) {
    if (number < 1 || number > WebhookUse.MOST_AT_ONCE) {
      throw Problem.badRequest(
          "at-once-invalid", "atOnce is 1 to " + WebhookUse.MOST_AT_ONCE + ".");
    }
    return number;
  }

  /** How many events go in one message. */
  public static class Grouped {
    public Integer atOnce;
  }

  @PUT
  @Path("controllers/{controller}/webhooks/{id}/at-once")
  @Operation(
      summary = "Tells a webhook so many events in one message from now on",
      description =
          "atOnce is 1 to 500. What waits stays as it is and goes first; 409 when batches wait and each event is wanted alone, as"
              + " what is told alone could overtake them.")
  public Map<String, Object> group(
      @PathParam("controller") long controllerId, @PathParam("id") long id, Grouped wanted) {
    ControllerId controller = controllers.id(controllerId);
    webhook(controller, id);
    int several = atOnce(wanted == null || wanted.atOnce == null ? 0 : wanted.atOnce);
    return switch (webhooks.group(controller, id, several)) {
      case DONE -> view(webhook(controller, id));
      case NOT_THERE -> throw Problem.notFound("webhook");
      case BATCHES_WAIT ->
          throw Problem.exception(
              409, "batches-wait", "Batches wait to be told; ask again once they were taken.");
    };
  }

  @DELETE
  @Path("controllers/{controller}/webhooks/{id}")
  @Operation(summary = "Ends a webhook; what it was told can still be looked at")
  public Response end(@PathParam("controller") long controllerId, @PathParam("id") long id) {
    if (!webhooks.end(controllers.id(controllerId), id, caller.getUserPrincipal().getName())) {
      throw Problem.notFound("webhook");
    }
    return Response.noContent().build();
  }

  @POST
  @Path("controllers/{controller}/webhooks/{id}/enable")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Tells a webhook again that was disabled or fails",
      description =
          "It goes on where it stopped, as the ledger keeps what it was not told. 409 when it works, or has ended.")
  public Map<String, Object> enable(
      @PathParam("controller") long controllerId, @PathParam("id") long id) {
    ControllerId controller = controllers.id(controllerId);
    webhook(controller, id);
    if (!webhooks.enable(controller, id)) {
      throw Problem.exception(409, "not-to-be-enabled", "It works, or has ended.");
    }
    return view(webhook(controller, id));
  }

  @GET
  @Path("controllers/{controller}/webhooks/{id}/messages")
  @Operation(
      summary = "What a webhook was told in the last month, newest first",
      description =
          "next is the value of before for the page after this one; absent on the last. from and until are moments such as"
              + " 2026-01-31T08:00:00Z and go by when the first event of a message happened; state is WAITING, DELIVERED or GIVEN_UP.")
  public Map<String, Object> messages(
      @PathParam("controller") long controllerId,
      @PathParam("id") long id,
      @QueryParam("before") @DefaultValue("9223372036854775807") long before,
      @QueryParam("from") String from,
      @QueryParam("until") String until,
      @QueryParam("state") String state,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Paging.require("before", before, 1, limit, MOST_ON_A_PAGE);
    ControllerId controller = controllers.id(controllerId);
    webhook(controller, id);
    List<WebhookMessage> page =
        webhooks.messages(
            controller,
            id,
            new WebhookMessage.Wanted(before, state(state), moment(from), moment(until)),
            limit + 1);
    List<WebhookMessage> shown = page.subList(0, Math.min(limit, page.size()));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("items", shown.stream().map(WebhooksResource::view).toList());
    if (page.size() > limit) {
      view.put("next", shown.get(limit - 1).id());
    }
    return view;
  }

  @POST
  @Path("controllers/{controller}/webhooks/{id}/replays")
  @Operation(
      summary = "Tells the messages of a time once more, each under its own id",
      description =
          "from and until are moments; either may be left out, not both. With state GIVEN_UP only those that were never taken."
              + " Messages are kept for a month. The answer says how many are told again.")
  public Response replayAll(
      @PathParam("controller") long controllerId, @PathParam("id") long id, Again again) {
    ControllerId controller = controllers.id(controllerId);
    webhook(controller, id);
    if (again == null || again.from == null && again.until == null) {
      throw Problem.badRequest("time-missing", "from or until is a moment.");
    }
    int told =
        webhooks.replay(
            controller,
            id,
            new WebhookMessage.Wanted(
                Long.MAX_VALUE, state(again.state), moment(again.from), moment(again.until)));
    return Response.accepted(Map.of("messages", told)).build();
  }

  private Webhook webhook(ControllerId controller, long id) {
    return webhooks.all(controller).stream()
        .filter(one -> one.id() == id)
        .findFirst()
        .orElseThrow(() -> Problem.notFound("webhook"));
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw Problem.badRequest("invalid-moment", "A moment is such as 2026-01-31T08:00:00Z.");
    }
  }

  private static Optional<WebhookMessage.State> state(String text) {
    if (text == null) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(WebhookMessage.State.values())
            .filter(one -> one.name().equals(text))
            .findFirst()
            .orElseThrow(
                () ->
                    Problem.badRequest(
                        "state-unknown", "state is WAITING, DELIVERED or GIVEN_UP.")));
  }

  @POST
  @Path("controllers/{controller}/webhook-messages/{id}/replay")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Tells a message once more, under its own id")
  public Response replay(@PathParam("controller") long controllerId, @PathParam("id") long id) {
    if (!webhooks.replay(controllers.id(controllerId), id)) {
      throw Problem.notFound("message");
    }
    return Response.accepted().build();
  }

  private static Map<String, Object> view(Webhook webhook) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", webhook.id());
    view.put("url", webhook.url());
    view.put(
        "events",
        webhook.permissions() && webhook.recalls()
            ? List.of(PERMISSIONS, RECALLS)
            : List.of(webhook.permissions() ? PERMISSIONS : RECALLS));
    webhook.receiver().ifPresent(key -> view.put("receiver", key));
    view.put("atOnce", webhook.atOnce());
    view.put("standing", webhook.standing().name());
    view.put("createdAt", webhook.createdAt().toString());
    webhook.failingSince().ifPresent(at -> view.put("failingSince", at.toString()));
    webhook.disabledAt().ifPresent(at -> view.put("disabledAt", at.toString()));
    webhook.endedAt().ifPresent(at -> view.put("endedAt", at.toString()));
    view.put("waiting", webhook.waiting());
    webhook.waitingSince().ifPresent(at -> view.put("waitingSince", at.toString()));
    return view;
  }

  private static Map<String, Object> view(WebhookMessage message) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", message.id());
    view.put("webhookId", "msg_" + message.id());
    view.put("type", message.kind());
    view.put("events", message.events());
    view.put("at", message.at().toString());
    view.put("body", message.body());
    view.put("state", message.state().name());
    view.put("attempts", message.attempts());
    message.answered().ifPresent(status -> view.put("answered", status));
    if (message.state() == WebhookMessage.State.WAITING) {
      view.put("nextAt", message.nextAt().toString());
    }
    message.settledAt().ifPresent(at -> view.put("settledAt", at.toString()));
    return view;
  }
}
