package nl.voorkeur.mailing.rest;

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
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.mailing.BodyFormat;
import nl.voorkeur.mailing.Drafts;
import nl.voorkeur.mailing.Launch;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.mailing.MailingText;
import nl.voorkeur.mailing.Outfit;
import nl.voorkeur.mailing.Preview;
import nl.voorkeur.mailing.Schedule;
import nl.voorkeur.mailing.ScheduleOutcome;
import nl.voorkeur.mailing.SendWindow;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Mailings before they leave: write, look over, try out, approve, set a moment, start. */
@Path("mailings")
@RequestScoped
@Tag(name = "Mailings")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
public class DraftsResource {

  private static final String NOT_A_DRAFT =
      "Only a draft that does not wait for its start is changed, and only within its controller.";

  @Inject private Drafts drafts;
  @Inject private Launch launch;
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
    public String format;
    public Long layoutVersion;
    public boolean imagesInside;
  }

  @POST
  @Operation(
      summary = "Keeps a draft",
      description =
          "The text is that of the fallback language (the controller's when none is given). format is MARKDOWN or HTML;"
              + " merge fields are {{first_name|fallback}} and {{last_name|fallback}}. Nothing is sent until it is started.")
  public Response draft(Text text) {
    Topic topic = topic(text);
    MailingId id =
        drafts.begin(
            topic.controller(), text(text, topic, language(text, topic)), outfit(text), actor());
    return Response.created(uri.getAbsolutePathBuilder().path(id.toString()).build())
        .entity(view(mailing(id.value())))
        .build();
  }

  @PUT
  @Path("{id}")
  @Operation(
      summary = "Changes a draft and its text in the fallback language",
      description = "An approval is gone with any change.")
  public Map<String, Object> revise(@PathParam("id") long id, Text text) {
    Mailing mailing = mailing(id);
    Topic topic = topic(text);
    changed(
        drafts.revise(
            mailing.controller(),
            mailing.id(),
            text(text, topic, language(text, topic)),
            outfit(text),
            actor()));
    return view(mailing(id));
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Throws a draft away")
  public Response discard(@PathParam("id") long id) {
    Mailing mailing = mailing(id);
    changed(drafts.discard(mailing.controller(), mailing.id()));
    return Response.noContent().build();
  }

  @GET
  @Path("{id}/texts")
  @Operation(summary = "Its texts by language")
  public Map<String, Object> texts(@PathParam("id") long id) {
    Mailing mailing = mailing(id);
    Map<String, Object> texts = new LinkedHashMap<>();
    drafts
        .texts(mailing.controller(), mailing.id())
        .forEach((language, text) -> texts.put(language.code(), Views.text(text)));
    return Map.of("fallback", mailing.text().language().code(), "texts", texts);
  }

  @PUT
  @Path("{id}/texts/{language}")
  @Operation(summary = "Keeps the text in a further language; topic and format are the mailing's")
  public Map<String, Object> translate(
      @PathParam("id") long id, @PathParam("language") String code, Text text) {
    Mailing mailing = mailing(id);
    Language language = language(code);
    if (text == null || text.subject == null || text.body == null) {
      throw Problem.badRequest("incomplete", "Give at least subject and body.");
    }
    if (language == mailing.text().language()) {
      throw Problem.exception(409, "fallback-text", "Change the mailing itself for its fallback.");
    }
    changed(
        drafts.translate(
            mailing.controller(),
            mailing.id(),
            new MailingText(
                mailing.text().topic(),
                language,
                text.subject,
                text.preheader == null ? "" : text.preheader,
                text.body,
                mailing.text().format()),
            actor()));
    return texts(id);
  }

  @DELETE
  @Path("{id}/texts/{language}")
  @Operation(summary = "Drops a text; its readers get the fallback")
  public Map<String, Object> dropText(
      @PathParam("id") long id, @PathParam("language") String code) {
    Mailing mailing = mailing(id);
    if (!drafts.dropText(mailing.controller(), mailing.id(), language(code), actor())) {
      throw Problem.exception(409, "no-such-text", "There is no such text that can be dropped.");
    }
    return texts(id);
  }

  @GET
  @Path("{id}/preview")
  @Operation(
      summary = "The mail as a recipient gets it, and what is not right about it yet",
      description = "As a recipient: that you looked is kept in the audit trail.")
  public Map<String, Object> preview(
      @PathParam("id") long id,
      @QueryParam("language") String code,
      @QueryParam("recipient") Long recipient) {
    Mailing mailing = mailing(id);
    Optional<Preview> preview =
        recipient == null || recipient <= 0
            ? drafts.preview(
                mailing.controller(),
                mailing.id(),
                code == null ? mailing.text().language() : language(code))
            : drafts.previewAs(mailing.controller(), mailing.id(), new RecipientId(recipient));
    return Views.preview(preview.orElseThrow(() -> Problem.notFound("recipient")));
  }

  @GET
  @Path("{id}/findings")
  @Operation(summary = "What is not right about it yet, or what one should know, in all languages")
  public List<Map<String, Object>> findings(@PathParam("id") long id) {
    Mailing mailing = mailing(id);
    Set<Language> wanted =
        catalogue
            .controller(mailing.controller())
            .map(Controller::languages)
            .map(Set::copyOf)
            .orElse(Set.of());
    return drafts.findings(mailing.controller(), mailing.id(), wanted).stream()
        .map(Views::finding)
        .toList();
  }

  @GET
  @Path("{id}/audience")
  @Operation(summary = "Who would get it now, who not by reason, and some of both")
  public Map<String, Object> audience(
      @PathParam("id") long id, @QueryParam("sample") @DefaultValue("0") int sample) {
    Mailing mailing = mailing(id);
    Map<String, Object> view =
        new LinkedHashMap<>(
            Views.tally(drafts.audience(mailing.controller(), mailing.text().topic())));
    if (sample > 0) {
      view.put(
          "sample",
          drafts.sample(mailing.controller(), mailing.id(), Math.min(sample, 50)).stream()
              .map(Views::reader)
              .toList());
    }
    return view;
  }

  @POST
  @Path("{id}/tests")
  @Operation(summary = "Sends it to the colleagues whom the controller's policy names")
  public Map<String, Object> tryOut(@PathParam("id") long id, Text text) {
    Mailing mailing = mailing(id);
    Language language =
        text == null || text.language == null ? mailing.text().language() : language(text.language);
    int messages = drafts.tryOut(mailing.controller(), mailing.id(), language, actor());
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
    Mailing mailing = mailing(id);
    return drafts.tried(mailing.controller(), mailing.id(), 50).stream().map(Views::tried).toList();
  }

  @POST
  @Path("{id}/approval")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "A second person found it right; none of its authors may say so")
  public Map<String, Object> approve(@PathParam("id") long id) {
    Mailing mailing = mailing(id);
    if (!launch.approve(mailing.controller(), mailing.id(), actor())) {
      throw Problem.exception(
          409,
          "not-yours-to-approve",
          "An author can't approve it, nor can what is approved or waits for its start be approved.");
    }
    return view(mailing(id));
  }

  @DELETE
  @Path("{id}/approval")
  @Operation(summary = "Takes an approval back")
  public Map<String, Object> disapprove(@PathParam("id") long id) {
    Mailing mailing = mailing(id);
    if (!launch.disapprove(mailing.controller(), mailing.id())) {
      throw Problem.exception(409, "not-approved", "There is no approval to take back.");
    }
    return view(mailing(id));
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
    Mailing mailing = mailing(id);
    ScheduleOutcome outcome = launch.schedule(mailing.controller(), mailing.id(), schedule(moment));
    if (outcome != ScheduleOutcome.SCHEDULED) {
      throw Problem.exception(
          409,
          "not-scheduled",
          "The moment is over, an approval is missing, something about it stops it, or it is no draft: "
              + outcome);
    }
    return view(mailing(id));
  }

  private Schedule schedule(Moment moment) {
    if (moment == null || moment.at == null) {
      throw Problem.badRequest("incomplete", "Give at, a moment with its offset.");
    }
    try {
      Instant at = java.time.OffsetDateTime.parse(moment.at).toInstant();
      return new Schedule(at, ZoneId.of(moment.zone == null ? "UTC" : moment.zone), actor());
    } catch (DateTimeException e) {
      throw Problem.badRequest(
          "moment-invalid", "at has an offset, zone is a name such as Europe/Amsterdam.");
    }
  }

  @DELETE
  @Path("{id}/schedule")
  @Operation(summary = "Takes the start back")
  public Map<String, Object> unschedule(@PathParam("id") long id) {
    Mailing mailing = mailing(id);
    if (!launch.unschedule(mailing.controller(), mailing.id())) {
      throw Problem.exception(409, "not-scheduled", "It does not wait for its start.");
    }
    return view(mailing(id));
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
    Mailing mailing = mailing(id);
    changed(launch.keepTo(mailing.controller(), mailing.id(), window));
    return view(mailing(id));
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
    Mailing mailing = mailing(id);
    return launch
        .start(mailing.controller(), mailing.id())
        .fold(
            started -> view(mailing(id)),
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

  private static void changed(boolean done) {
    if (!done) {
      throw Problem.exception(409, "not-a-draft", NOT_A_DRAFT);
    }
  }

  private String actor() {
    return caller.getUserPrincipal().getName();
  }

  private static Map<String, Object> view(Mailing mailing) {
    return Views.mailing(mailing);
  }

  private Mailing mailing(long id) {
    return Optional.of(id)
        .filter(number -> number > 0)
        .map(MailingId::new)
        .flatMap(number -> drafts.controllerOf(number).flatMap(whose -> drafts.find(whose, number)))
        .orElseThrow(() -> Problem.notFound("mailing"));
  }

  private Topic topic(Text text) {
    if (text == null || text.topic == null || text.subject == null || text.body == null) {
      throw Problem.badRequest("incomplete", "Give at least topic, subject and body.");
    }
    return Optional.of(text.topic)
        .filter(number -> number > 0)
        .flatMap(number -> catalogue.topic(new TopicId(number)))
        .orElseThrow(() -> Problem.notFound("topic"));
  }

  private Language language(Text text, Topic topic) {
    return text.language == null
        ? catalogue.controller(topic.controller()).orElseThrow().defaultLanguage()
        : language(text.language);
  }

  private static Language language(String code) {
    return Language.of(code)
        .orElseThrow(() -> Problem.badRequest("language-unknown", "language is nl, en, de or fr."));
  }

  private static Outfit outfit(Text text) {
    return new Outfit(Optional.ofNullable(text.layoutVersion), text.imagesInside);
  }

  private static MailingText text(Text text, Topic topic, Language language) {
    BodyFormat format =
        "HTML".equalsIgnoreCase(text.format) ? BodyFormat.HTML : BodyFormat.MARKDOWN;
    try {
      return new MailingText(
          topic.id(),
          language,
          text.subject,
          text.preheader == null ? "" : text.preheader,
          text.body,
          format);
    } catch (IllegalArgumentException tooLong) {
      throw Problem.badRequest(
          "too-long",
          "A subject and a preheader have at most 250 characters, a body at most 200,000.");
    }
  }
}
