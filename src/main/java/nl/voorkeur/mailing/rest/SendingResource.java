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
import nl.voorkeur.mailing.MailingState;
import nl.voorkeur.mailing.Progress;
import nl.voorkeur.mailing.SendingControl;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How far a mailing is, without its text: small enough to be asked every second. */
@Path("mailings/{id}/progress")
@RequestScoped
@Tag(name = "Mailings")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class SendingResource {

  @Inject private SendingControl control;
  @Inject private Asked asked;
  @Inject private Clock clock;

  @GET
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
