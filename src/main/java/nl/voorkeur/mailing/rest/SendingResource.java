package nl.voorkeur.mailing.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How far a mailing is and how it was received, without its text. */
@Path("mailings/{id}")
@RequestScoped
@Tag(name = "Mailings")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class SendingResource {

  @Inject private SendingControl control;
  @Inject private MailingResponses received;
  @Inject private Asked asked;
  @Inject private Clock clock;

  @GET
  @Path("responses")
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

  private static Map<String, Long> count(Responses.Count count) {
    return Map.of("people", count.people(), "times", count.times());
  }

  @GET
  @Path("progress")
  @Operation(
      summary = "Where everybody stands, the rate and the time left",
      description =
          "sent + denied + failed + inDoubt + open is always the audience. perSecond is that of the last minute; secondsLeft is missing while there is no rate.")
  public Map<String, Object> progress(@PathParam("id") long id) {
    Mailing mailing = asked.mailing(id);
    Progress progress = control.progress(mailing.controller(), mailing.id());
    Map<String, Object> view = new LinkedHashMap<>(Views.progress(progress));
    view.put("state", mailing.state().name());
    mailing.heldBy().ifPresent(reason -> view.put("heldBy", reason));
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
