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
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
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
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.mailing.MailingText;
import nl.voorkeur.mailing.Outfit;
import nl.voorkeur.mailing.Preview;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Mailings while they are written: their texts, how they look, whom they reach. */
@Path("mailings")
@RequestScoped
@Tag(name = "Mailings")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
public class DraftsResource {

  @Inject private Drafts drafts;
  @Inject private Asked asked;
  @Inject private Catalogue catalogue;
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
            topic.controller(), text(text, topic, language(text, topic)), outfit(text), asked.by());
    return Response.created(uri.getAbsolutePathBuilder().path(id.toString()).build())
        .entity(Views.mailing(asked.mailing(id.value())))
        .build();
  }

  @PUT
  @Path("{id}")
  @Operation(
      summary = "Changes a draft and its text in the fallback language",
      description = "An approval is gone with any change.")
  public Map<String, Object> revise(@PathParam("id") long id, Text text) {
    Mailing mailing = asked.mailing(id);
    Topic topic = topic(text);
    Asked.changed(
        drafts.revise(
            mailing.controller(),
            mailing.id(),
            text(text, topic, language(text, topic)),
            outfit(text),
            asked.by()));
    return Views.mailing(asked.mailing(id));
  }

  @POST
  @Path("{id}/copy")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Makes a draft that says and looks the same",
      description = "Of any mailing. Neither its schedule nor its approval comes along.")
  public Response copy(@PathParam("id") long id) {
    Mailing mailing = asked.mailing(id);
    MailingId copy =
        drafts
            .copy(mailing.controller(), mailing.id(), asked.by())
            .orElseThrow(() -> Problem.notFound("mailing"));
    return Response.created(uri.getBaseUriBuilder().path("mailings/" + copy).build())
        .entity(Views.mailing(asked.mailing(copy.value())))
        .build();
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Throws a draft away")
  public Response discard(@PathParam("id") long id) {
    Mailing mailing = asked.mailing(id);
    Asked.changed(drafts.discard(mailing.controller(), mailing.id()));
    return Response.noContent().build();
  }

  @GET
  @Path("{id}/texts")
  @Operation(summary = "Its texts by language")
  public Map<String, Object> texts(@PathParam("id") long id) {
    Mailing mailing = asked.mailing(id);
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
    Mailing mailing = asked.mailing(id);
    Language language = Asked.language(code);
    if (text == null || text.subject == null || text.body == null) {
      throw Problem.badRequest("incomplete", "Give at least subject and body.");
    }
    if (language == mailing.text().language()) {
      throw Problem.exception(409, "fallback-text", "Change the mailing itself for its fallback.");
    }
    Asked.changed(
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
            asked.by()));
    return texts(id);
  }

  @DELETE
  @Path("{id}/texts/{language}")
  @Operation(summary = "Drops a text; its readers get the fallback")
  public Map<String, Object> dropText(
      @PathParam("id") long id, @PathParam("language") String code) {
    Mailing mailing = asked.mailing(id);
    if (!drafts.dropText(mailing.controller(), mailing.id(), Asked.language(code), asked.by())) {
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
    Mailing mailing = asked.mailing(id);
    Optional<Preview> preview =
        recipient == null || recipient <= 0
            ? drafts.preview(
                mailing.controller(),
                mailing.id(),
                code == null ? mailing.text().language() : Asked.language(code))
            : drafts.previewAs(mailing.controller(), mailing.id(), new RecipientId(recipient));
    return Views.preview(preview.orElseThrow(() -> Problem.notFound("recipient")));
  }

  @GET
  @Path("{id}/findings")
  @Operation(summary = "What is not right about it yet, or what one should know, in all languages")
  public List<Map<String, Object>> findings(@PathParam("id") long id) {
    Mailing mailing = asked.mailing(id);
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
    Mailing mailing = asked.mailing(id);
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
        : Asked.language(text.language);
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
