package nl.voorkeur.mailing.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.mailing.MailingText;
import nl.voorkeur.mailing.Mailings;
import nl.voorkeur.mailing.SendingControl;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Mailings: write, look over, start, follow, hold. */
@Path("mailings")
@RequestScoped
@Tag(name = "Mailings")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
public class MailingsResource {

  private static final int MOST_ON_A_PAGE = 200;

  @Inject private Mailings mailings;
  @Inject private SendingControl control;
  @Inject private Catalogue catalogue;
  @Context private SecurityContext caller;
  @Context private UriInfo uri;

  /** What an author writes. */
  public static class Text {
    public Long topic;
    public String language;
    public String subject;
    public String preheader;
    public String body;
  }

  @POST
  @Operation(
      summary = "Keeps a draft",
      description =
          "body is Markdown; merge fields are {{first_name|fallback}} and {{last_name|fallback}}. Nothing is sent until it is started.")
  public Response draft(Text text) {
    MailingId id = mailings.draft(text(text), caller.getUserPrincipal().getName());
    return Response.created(uri.getAbsolutePathBuilder().path(id.toString()).build())
        .entity(view(mailing(id.value())))
        .build();
  }

  @GET
  @Operation(summary = "A page of mailings, newest first")
  public Map<String, Object> list(
      @QueryParam("controller") Long controller,
      @QueryParam("offset") @DefaultValue("0") int offset,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    if (offset < 0
        || limit < 1
        || limit > MOST_ON_A_PAGE
        || (controller != null && controller <= 0)) {
      throw Problem.badRequest(
          "invalid-page", "offset is 0 or more, limit is 1 to " + MOST_ON_A_PAGE + ".");
    }
    Optional<ControllerId> only = Optional.ofNullable(controller).map(ControllerId::new);
    return Map.of(
        "total",
        mailings.count(only),
        "items",
        mailings.list(only, offset, limit).stream().map(Views::mailing).toList());
  }

  @GET
  @Path("{id}")
  @Operation(
      summary = "A mailing with its progress",
      description = "sent + denied + failed + in doubt + open is always the audience.")
  public Map<String, Object> get(@PathParam("id") long id) {
    return view(mailing(id));
  }

  @PUT
  @Path("{id}")
  @Operation(summary = "Changes a draft")
  public Map<String, Object> revise(@PathParam("id") long id, Text text) {
    Mailing mailing = mailing(id);
    if (!mailings.revise(mailing.id(), text(text))) {
      throw Problem.exception(
          409, "not-a-draft", "Only a draft is changed, and only within its controller.");
    }
    return view(mailing(id));
  }

  @GET
  @Path("{id}/preview")
  @Operation(summary = "The mail as a recipient gets it, and what is not right about it yet")
  public Map<String, Object> preview(@PathParam("id") long id) {
    return Views.preview(mailings.preview(mailing(id).text()));
  }

  @GET
  @Path("{id}/audience")
  @Operation(summary = "Who would get it now, and who not by reason")
  public Map<String, Object> audience(@PathParam("id") long id) {
    return Views.tally(mailings.audience(mailing(id).text().topic()));
  }

  @POST
  @Path("{id}/start")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Fixes the audience and begins to send",
      description = "The rule is asked again right before each message.")
  public Map<String, Object> start(@PathParam("id") long id) {
    return mailings
        .start(mailing(id).id())
        .fold(
            started -> view(mailing(id)),
            refused -> {
              throw Problem.exception(
                  409, "not-right-yet", "Look at preview: " + Views.codes(refused.findings()));
            },
            () -> {
              throw Problem.exception(409, "not-a-draft", "It was started before.");
            });
  }

  @POST
  @Path("{id}/pause")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Holds it; at most the messages on a connection now still leave")
  public Map<String, Object> pause(@PathParam("id") long id) {
    return moved(id, control.pause(controller(id), new MailingId(id)), "It isn't being sent.");
  }

  @POST
  @Path("{id}/resume")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Goes on with it")
  public Map<String, Object> resume(@PathParam("id") long id) {
    return moved(id, control.resume(controller(id), new MailingId(id)), "It isn't paused.");
  }

  @POST
  @Path("{id}/cancel")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Ends it for good; who didn't get it yet never will")
  public Map<String, Object> cancel(@PathParam("id") long id) {
    return moved(
        id,
        control.cancel(controller(id), new MailingId(id)),
        "It is neither being sent nor paused.");
  }

  @GET
  @Path("{id}/in-doubt")
  @Operation(summary = "Whom we can't tell whether they got it, at most a thousand")
  public List<Map<String, Object>> inDoubt(@PathParam("id") long id) {
    return control.inDoubt(controller(id), new MailingId(id), 0, 1000).stream()
        .map(Views::inDoubt)
        .toList();
  }

  /** How to go on with somebody in doubt. */
  public static class Doubt {
    public String outcome;
  }

  @POST
  @Path("{id}/in-doubt/{recipient}")
  @Operation(
      summary = "Ends a doubt",
      description = "outcome is sent, or again: then they may get it twice.")
  public Map<String, Object> settle(
      @PathParam("id") long id, @PathParam("recipient") long recipient, Doubt doubt) {
    String outcome = doubt == null ? "" : String.valueOf(doubt.outcome);
    if (recipient <= 0 || !List.of("sent", "again").contains(outcome)) {
      throw Problem.badRequest("outcome-invalid", "outcome is sent or again.");
    }
    int settled = settle(id, outcome, Optional.of(new RecipientId(recipient)));
    return moved(id, settled == 1, "There is no doubt about this recipient.");
  }

  @POST
  @Path("{id}/in-doubt")
  @Operation(
      summary = "Ends every doubt of a mailing in one way",
      description = "outcome is sent, or again: then they may get it twice.")
  public Map<String, Object> settleAll(@PathParam("id") long id, Doubt doubt) {
    String outcome = doubt == null ? "" : String.valueOf(doubt.outcome);
    if (!List.of("sent", "again").contains(outcome)) {
      throw Problem.badRequest("outcome-invalid", "outcome is sent or again.");
    }
    return moved(id, settle(id, outcome, Optional.empty()) > 0, "There is no doubt left.");
  }

  private int settle(long id, String outcome, Optional<RecipientId> recipient) {
    ControllerId controller = controller(id);
    MailingId mailing = new MailingId(id);
    return outcome.equals("sent")
        ? control.countAsSent(controller, mailing, recipient)
        : control.tryOnceMore(controller, mailing, recipient);
  }

  private ControllerId controller(long id) {
    return mailing(id).controller();
  }

  private Map<String, Object> moved(long id, boolean moved, String otherwise) {
    if (!moved) {
      throw Problem.exception(409, "wrong-state", otherwise);
    }
    return view(mailing(id));
  }

  private Map<String, Object> view(Mailing mailing) {
    Map<String, Object> view = Views.mailing(mailing);
    view.put("progress", Views.progress(control.progress(mailing.controller(), mailing.id())));
    return view;
  }

  private Mailing mailing(long id) {
    return Optional.of(id)
        .filter(number -> number > 0)
        .flatMap(number -> mailings.find(new MailingId(number)))
        .orElseThrow(() -> Problem.notFound("mailing"));
  }

  private MailingText text(Text text) {
    if (text == null || text.topic == null || text.subject == null || text.body == null) {
      throw Problem.badRequest("incomplete", "Give at least topic, subject and body.");
    }
    if (text.topic <= 0 || catalogue.topic(new TopicId(text.topic)).isEmpty()) {
      throw Problem.notFound("topic");
    }
    Language language =
        text.language == null
            ? Language.NL
            : Language.of(text.language)
                .orElseThrow(
                    () -> Problem.badRequest("language-unknown", "language is nl, en, de or fr."));
    return new MailingText(
        new TopicId(text.topic),
        language,
        text.subject,
        text.preheader == null ? "" : text.preheader,
        text.body);
  }
}
