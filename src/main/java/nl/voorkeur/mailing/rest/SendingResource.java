package nl.voorkeur.mailing.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.mailing.MailingResponses;
import nl.voorkeur.mailing.MailingState;
import nl.voorkeur.mailing.Progress;
import nl.voorkeur.mailing.Responses;
import nl.voorkeur.mailing.SendingControl;
import nl.voorkeur.mailing.SendingLimits;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How far a mailing is and how it was received, without its text. */
@Path("mailings")
@RequestScoped
@Tag(name = "Mailings")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class SendingResource {

  @Inject private SendingControl control;
  @Inject private MailingResponses received;
  @Inject private SendingLimits limits;
  @Inject private Asked asked;
  @Inject private Clock clock;

  @GET
  @Path("{id}/responses")
  @Operation(
      summary = "Opens and clicks of those who agreed that they are seen",
      description =
          "people did it at least once, times is all of it together. agreed are those who got the mail and agree now. Programs that fetch or scan mails are left out.")
  public Map<String, Object> responses(@PathParam("id") long id) {
    Mailing mailing = asked.mailing(id);
    Responses all = received.of(mailing.controller(), mailing.id());
    return Map.of(
        "agreed",
        all.agreed(),
        "opened",
        count(all.opened()),
        "clicked",
        count(all.clicked()),
        "links",
        all.links().stream()
            .map(link -> Map.of("url", link.url(), "clicked", count(link.count())))
            .toList());
  }

  /** For how long. */
  public static class Lifetime {
    public int hours;
  }

  @PUT
  @Path("{id}/lifetime")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  @Operation(
      summary = "Sets how many hours a message is tried that the server puts off",
      description = "hours is 1 to 120, for this mailing alone.")
  public Map<String, Object> live(@PathParam("id") long id, Lifetime lifetime) {
    Mailing mailing = asked.mailing(id);
    if (lifetime == null || lifetime.hours < 1 || lifetime.hours > SendingControl.LONGEST_LIFE) {
      throw Problem.badRequest("hours-invalid", "hours is 1 to 120.");
    }
    if (!control.live(mailing.controller(), mailing.id(), lifetime.hours)) {
      throw Problem.exception(409, "wrong-state", "It has ended.");
    }
    return Map.of("hours", lifetime.hours);
  }

  private static Map<String, Long> count(Responses.Count count) {
    return Map.of("people", count.people(), "times", count.times());
  }

  @GET
  @Path("{id}/progress")
  @Operation(
      summary = "Where everybody stands, the rate and the time left",
      description =
          "sent + denied + failed + inDoubt + open is always the audience. perSecond is that of the last minute; secondsLeft is missing while there is no rate. waiting tells for what it waits: WINDOW, WARM_UP, RETRY or LIMIT.")
  public Map<String, Object> progress(@PathParam("id") long id) {
    Mailing mailing = asked.mailing(id);
    Progress progress = control.progress(mailing.controller(), mailing.id());
    Map<String, Object> view = new LinkedHashMap<>(Views.progress(progress));
    view.put("state", mailing.state().name());
    mailing.heldBy().ifPresent(reason -> view.put("heldBy", reason));
    view.put("lifetimeHours", control.lifetimeHours(mailing.controller(), mailing.id()));
    limits
        .waiting(mailing.controller(), mailing)
        .ifPresent(
            waiting ->
                view.put(
                    "waiting",
                    waiting
                        .until()
                        .<Object>map(
                            until -> Map.of("for", waiting.why().name(), "until", until.toString()))
                        .orElseGet(() -> Map.of("for", waiting.why().name()))));
    mailing
        .startedAt()
        .ifPresent(
            started -> {
              boolean goesOn = mailing.state() == MailingState.SENDING;
              view.put(
                  "perSecond",
                  progress.rate(started, mailing.finishedAt().orElseGet(clock::instant), goesOn));
              if (goesOn) {
                progress
                    .timeLeft(started, clock.instant())
                    .map(Duration::toSeconds)
                    .ifPresent(seconds -> view.put("secondsLeft", seconds));
              }
            });
    return view;
  }
}
