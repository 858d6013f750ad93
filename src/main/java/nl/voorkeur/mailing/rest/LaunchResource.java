package nl.voorkeur.mailing.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.mailing.Drafts;
import nl.voorkeur.mailing.Launch;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.mailing.Schedule;
import nl.voorkeur.mailing.ScheduleOutcome;
import nl.voorkeur.mailing.SendWindow;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Mailings before they leave: try out, approve, set a moment, start. */
@Path("mailings")
@RequestScoped
@Tag(name = "Mailings")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
public class LaunchResource {

  @Inject private Drafts drafts;
  @Inject private Launch launch;
  @Inject private Asked asked;

  /** In which language. */
  public static class Wanted {
    public String language;
  }

  @POST
  @Path("{id}/tests")
  @Operation(summary = "Sends it to the colleagues whom the controller's policy names")
  public Map<String, Object> tryOut(@PathParam("id") long id, Wanted wanted) {
    Mailing mailing = asked.mailing(id);
    Language language =
        wanted == null || wanted.language == null
            ? mailing.text().language()
            : Asked.language(wanted.language);
    int messages = drafts.tryOut(mailing.controller(), mailing.id(), language, asked.by());
    if (messages == 0) {
      throw Problem.exception(
          409, "no-test-addresses", "The controller's policy names nobody who gets tests.");
    }
    return Map.of("messages", messages);
  }

  @GET
  @Path("{id}/tests")
  @Operation(summary = "The last messages that tried it out")
  public List<Map<String, Object>> tried(@PathParam("id") long id) {
    Mailing mailing = asked.mailing(id);
    return drafts.tried(mailing.controller(), mailing.id(), 50).stream().map(Views::tried).toList();
  }

  @POST
  @Path("{id}/approval")
  @Operation(
      summary = "A second person found it right; none of its authors may say so",
      description =
          "revision is the one that was looked at; after a change it has to be looked at again.")
  public Map<String, Object> approve(@PathParam("id") long id, Seen seen) {
    Mailing mailing = asked.mailing(id);
    int revision = seen == null ? 0 : seen.revision;
    if (!launch.approve(mailing.controller(), mailing.id(), revision, asked.by())) {
      throw Problem.exception(
          409,
          "not-yours-to-approve",
          "An author can't approve it, nor what changed since that revision, is approved or waits for its start.");
    }
    return Views.mailing(asked.mailing(id));
  }

  @DELETE
  @Path("{id}/approval")
  @Operation(summary = "Takes an approval back")
  public Map<String, Object> disapprove(@PathParam("id") long id) {
    Mailing mailing = asked.mailing(id);
    if (!launch.disapprove(mailing.controller(), mailing.id())) {
      throw Problem.exception(409, "not-approved", "There is no approval to take back.");
    }
    return Views.mailing(asked.mailing(id));
  }

  /** What was looked at. */
  public static class Seen {
    public int revision;
  }

  /** When it starts by itself. */
  public static class Moment {
    public String at;
    public String zone;
  }

  @PUT
  @Path("{id}/schedule")
  @Operation(
      summary = "Lets it start by itself",
      description =
          "at is a moment with its offset from UTC, such as 2026-12-01T09:00:00+01:00; zone tells where that was chosen.")
  public Map<String, Object> schedule(@PathParam("id") long id, Moment moment) {
    Mailing mailing = asked.mailing(id);
    ScheduleOutcome outcome = launch.schedule(mailing.controller(), mailing.id(), schedule(moment));
    if (outcome != ScheduleOutcome.SCHEDULED) {
      throw Problem.exception(
          409,
          "not-scheduled",
          "The moment is over, an approval is missing, something about it stops it, or it is no draft: "
              + outcome);
    }
    return Views.mailing(asked.mailing(id));
  }

  private Schedule schedule(Moment moment) {
    if (moment == null || moment.at == null) {
      throw Problem.badRequest("incomplete", "Give at, a moment with its offset.");
    }
    try {
      Instant at = OffsetDateTime.parse(moment.at).toInstant();
      return new Schedule(at, ZoneId.of(moment.zone == null ? "UTC" : moment.zone), asked.by());
    } catch (DateTimeException e) {
      throw Problem.badRequest(
          "moment-invalid", "at has an offset, zone is a name such as Europe/Amsterdam.");
    }
  }

  @DELETE
  @Path("{id}/schedule")
  @Operation(summary = "Takes the start back")
  public Map<String, Object> unschedule(@PathParam("id") long id) {
    Mailing mailing = asked.mailing(id);
    if (!launch.unschedule(mailing.controller(), mailing.id())) {
      throw Problem.exception(409, "not-scheduled", "It does not wait for its start.");
    }
    return Views.mailing(asked.mailing(id));
  }

  /** Days and hours. */
  public static class Hours {
    public List<String> days;
    public String from;
    public String until;
    public String zone;
  }

  @PUT
  @Path("{id}/window")
  @Operation(
      summary = "Sets the days and hours at which its messages may leave",
      description = "days such as MONDAY; from and until such as 09:00, until 00:00 is midnight.")
  public Map<String, Object> keepTo(@PathParam("id") long id, Hours hours) {
    return keepTo(id, Optional.of(window(hours)));
  }

  @DELETE
  @Path("{id}/window")
  @Operation(summary = "Lets its messages leave at any time")
  public Map<String, Object> keepToNothing(@PathParam("id") long id) {
    return keepTo(id, Optional.empty());
  }

  private Map<String, Object> keepTo(long id, Optional<SendWindow> window) {
    Mailing mailing = asked.mailing(id);
    Asked.changed(launch.keepTo(mailing.controller(), mailing.id(), window));
    return Views.mailing(asked.mailing(id));
  }

  private static SendWindow window(Hours hours) {
    if (hours == null || hours.days == null || hours.from == null || hours.until == null) {
      throw Problem.badRequest("incomplete", "Give days, from, until and zone.");
    }
    try {
      Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
      hours.days.forEach(day -> days.add(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT))));
      return new SendWindow(
          days,
          LocalTime.parse(hours.from),
          LocalTime.parse(hours.until),
          ZoneId.of(hours.zone == null ? "UTC" : hours.zone));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw Problem.badRequest(
          "window-invalid",
          "days such as MONDAY, from before until, zone such as Europe/Amsterdam.");
    }
  }

  @POST
  @Path("{id}/start")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Fixes the audience and begins to send",
      description = "The rule is asked again right before each message.")
  public Map<String, Object> start(@PathParam("id") long id) {
    Mailing mailing = asked.mailing(id);
    return launch
        .start(mailing.controller(), mailing.id())
        .fold(
            started -> Views.mailing(asked.mailing(id)),
            refused -> {
              throw Problem.exception(
                  409, "not-right-yet", "Look at findings: " + Views.codes(refused.findings()));
            },
            () -> {
              throw Problem.exception(409, "not-approved", "A second person has to approve it.");
            },
            () -> {
              throw Problem.exception(409, "not-a-draft", "It was started before.");
            });
  }
}
