package nl.voorkeur.mailing.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.mailing.Drafts;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.mailing.SendingControl;
import nl.voorkeur.platform.rest.Paging;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Mailings on their way: follow, hold. */
@Path("mailings")
@RequestScoped
@Tag(name = "Mailings")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
public class MailingsResource {

  private static final int MOST_ON_A_PAGE = 200;

  @Inject private SendingControl control;
  @Inject private Drafts drafts;
  @Inject private Asked asked;

  @GET
  @Operation(summary = "A page of mailings, newest first")
  public Map<String, Object> list(
      @QueryParam("controller") long controller,
      @QueryParam("offset") @DefaultValue("0") int offset,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Paging.require("offset", offset, 0, limit, MOST_ON_A_PAGE);
    if (controller <= 0) {
      throw Problem.badRequest("invalid-page", "Give a controller.");
    }
    ControllerId only = new ControllerId(controller);
    return Map.of(
        "total",
        drafts.count(only),
        "items",
        drafts.list(only, offset, limit).stream().map(Views::mailing).toList());
  }

  @GET
  @Path("{id}")
  @Operation(
      summary = "A mailing with its progress",
      description = "sent + denied + failed + in doubt + open is always the audience.")
  public Map<String, Object> get(@PathParam("id") long id) {
    return view(asked.mailing(id));
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
    return asked.mailing(id).controller();
  }

  private Map<String, Object> moved(long id, boolean moved, String otherwise) {
    if (!moved) {
      throw Problem.exception(409, "wrong-state", otherwise);
    }
    return view(asked.mailing(id));
  }

  private Map<String, Object> view(Mailing mailing) {
    Map<String, Object> view = Views.mailing(mailing);
    view.put("progress", Views.progress(control.progress(mailing.controller(), mailing.id())));
    return view;
  }
}
