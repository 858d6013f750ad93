package nl.voorkeur.permission.rest;

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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.PathController;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.RecipientFile;
import nl.voorkeur.permission.Route;
import nl.voorkeur.platform.rest.Paging;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.recipient.Recipient;
import nl.voorkeur.recipient.Recipients;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Recipients and their permissions. */
@Path("/")
@RequestScoped
@Tag(name = "Recipients")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class RecipientsResource {

  private static final int MOST_ON_A_PAGE = 1000;
  private static final int MOST_COUNTED = 10_000;

  @Inject private PathController controllers;
  @Inject private Recipients recipients;
  @Inject private Catalogue catalogue;
  @Inject private RecipientFile file;
  @Inject private Clock clock;
  @Context private SecurityContext caller;

  @GET
  @Path("controllers/{controller}/recipients")
  @Operation(
      summary = "A page of recipients whose address begins with a text, by address",
      description =
          "By address, or with after (0 at first) by id: next, while there may be more, is the after of the next page, as quick at the end of a million as at the beginning. total counts up to 10000.")
  public Map<String, Object> page(
      @PathParam("controller") long controllerId,
      @QueryParam("prefix") @DefaultValue("") String prefix,
      @QueryParam("after") Long after,
      @QueryParam("offset") @DefaultValue("0") int offset,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    ControllerId controller = controllers.id(controllerId);
    Paging.require("offset", offset, 0, limit, MOST_ON_A_PAGE);
    List<Recipient> page =
        after == null
            ? recipients.search(controller, prefix, offset, limit)
            : recipients.after(controller, prefix, after, limit);
    Map<String, Object> view = new HashMap<>();
    view.put("total", recipients.count(controller, prefix, MOST_COUNTED));
    view.put("items", page.stream().map(RecipientsResource::view).toList());
    if (after != null && page.size() == limit) {
      view.put("next", page.get(limit - 1).id().value());
    }
    return view;
  }

  /** An address to make a recipient of. */
  public static class NewRecipient {
    public String address;
    public String language;
    public String source;
  }

  @POST
  @Path("controllers/{controller}/recipients")
  @Operation(
      summary = "The recipient with this address, made when there is none",
      description =
          "Being known permits nothing. A suppressed address gets its suppression at once.")
  public Map<String, Object> obtain(
      @PathParam("controller") long controllerId, NewRecipient wanted) {
    ControllerId controller = controllers.id(controllerId);
    EmailAddress address = address(wanted == null ? null : wanted.address);
    if (wanted.source == null || wanted.source.isBlank() || wanted.source.length() > 200) {
      throw Problem.badRequest(
          "source-missing", "source says where the address came from, in 1 to 200 characters.");
    }
    RecipientId id =
        recipients.obtain(controller, address, Language.of(wanted.language), wanted.source.strip());
    return view(recipients.find(controller, id).orElseThrow());
  }

  @GET
  @Path("recipients/{id}")
  @Operation(summary = "A recipient, with the state of every topic and what may be mailed now")
  public Map<String, Object> get(@PathParam("id") long id) {
    Recipient recipient = recipient(id);
    Map<String, Object> view = new HashMap<>(view(recipient));
    view.put(
        "permissions",
        file.choices(recipient.controller(), recipient.id()).stream().map(Views::choice).toList());
    return view;
  }

  @GET
  @Path("recipients/{id}/ledger")
  @Operation(summary = "What happened to a recipient's permissions, newest first")
  public List<Map<String, Object>> history(@PathParam("id") long id) {
    Recipient recipient = recipient(id);
    return file.history(recipient.controller(), recipient.id()).stream().map(Views::entry).toList();
  }

  @GET
  @Path("recipients/{id}/receipts/{topic}")
  @Produces("application/ld+json")
  @Operation(
      summary = "What is on record about a recipient and a topic, as a consent record",
      description =
          "The fields of ISO/IEC TS 27560:2023 in JSON-LD, with every entry that bears on it.")
  public Map<String, Object> receipt(@PathParam("id") long id, @PathParam("topic") long topicId) {
    Recipient recipient = recipient(id);
    return file.receipt(recipient.controller(), recipient.id(), topic(topicId, recipient).id())
        .orElseThrow(() -> Problem.notFound("receipt"));
  }

  /** Consent that was given elsewhere, with what proves it. */
  public static class Consent {
    public List<Long> topics;
    public Map<String, String> evidence;
  }

  @POST
  @Path("recipients/{id}/consents")
  @Operation(
      summary = "Records a consent that was given and confirmed elsewhere",
      description =
          "evidence must hold confirmed_at (ISO 8601) and source. An opt-out is not lifted by it: only the person does that, on the confirmation page; written tells per topic whether the entry was made.")
  public Map<String, Object> consent(@PathParam("id") long id, Consent consent) {
    Recipient recipient = recipient(id);
    if (consent == null || consent.topics == null || consent.topics.isEmpty()) {
      throw Problem.badRequest("topics-missing", "topics is a list of at least one topic id.");
    }
    if (consent.evidence == null
        || !consent.evidence.keySet().containsAll(List.of("confirmed_at", "source"))) {
      throw Problem.badRequest(
          "evidence-missing", "evidence holds at least confirmed_at and source.");
    }
    List<TopicId> topics =
        consent.topics.stream().distinct().map(topic -> topic(topic, recipient).id()).toList();
    Provenance provenance =
        Provenance.by(Route.API, actor())
            .with(consent.evidence)
            .confirmed(time(consent.evidence.get("confirmed_at")));
    Map<String, Boolean> written = new HashMap<>();
    file.consent(recipient.controller(), recipient.id(), topics, provenance)
        .forEach((topic, done) -> written.put(topic.toString(), done));
    return Map.of("written", written);
  }

  /** What somebody said no to: one topic, or all marketing. */
  public static class Withdrawal {
    public Long topic;
    public boolean all;
    public boolean objection;
  }

  @POST
  @Path("recipients/{id}/withdrawals")
  @Operation(
      summary = "Records an opt-out, in force when this answers",
      description =
          "topic, or all: true for all marketing of the controller; with objection: true it is an objection (GDPR art. 21).")
  public Map<String, Object> withdraw(@PathParam("id") long id, Withdrawal withdrawal) {
    Recipient recipient = recipient(id);
    if (withdrawal == null || (withdrawal.topic == null) != withdrawal.all) {
      throw Problem.badRequest("topic-or-all", "Give either topic or all: true.");
    }
    Provenance provenance = Provenance.by(Route.API, actor());
    ControllerId controller = recipient.controller();
    boolean written;
    if (withdrawal.all) {
      written =
          withdrawal.objection
              ? file.object(controller, recipient.id(), provenance)
              : file.withdrawAll(controller, recipient.id(), provenance);
    } else {
      TopicId topic = topic(withdrawal.topic, recipient).id();
      written = file.withdraw(controller, recipient.id(), topic, provenance);
    }
    return Map.of("written", written);
  }

  private Instant time(String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      if (time.isAfter(clock.instant())) {
        throw Problem.badRequest("confirmed-at-in-future", "confirmed_at lies in the future.");
      }
      return time;
    } catch (DateTimeParseException notATime) {
      throw Problem.badRequest(
          "confirmed-at-invalid", "confirmed_at is a time such as 2026-05-03T10:15:00+02:00.");
    }
  }

  private Recipient recipient(long id) {
    return Optional.of(id)
        .filter(number -> number > 0)
        .map(RecipientId::new)
        .flatMap(
            number ->
                recipients.controllerOf(number).flatMap(whose -> recipients.find(whose, number)))
        .orElseThrow(() -> Problem.notFound("recipient"));
  }

  private Topic topic(Long id, Recipient recipient) {
    return Optional.ofNullable(id)
        .filter(number -> number > 0)
        .flatMap(number -> catalogue.topic(new TopicId(number)))
        .filter(topic -> topic.controller().equals(recipient.controller()))
        .orElseThrow(() -> Problem.notFound("topic"));
  }

  private String actor() {
    return caller.getUserPrincipal().getName();
  }

  static EmailAddress address(String text) {
    return EmailAddress.parse(text == null ? "" : text)
        .fold(
            address -> address,
            fault -> {
              throw Problem.badRequest(
                  "address-" + fault.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                  "Not an e-mail address.");
            });
  }

  private static Map<String, Object> view(Recipient recipient) {
    Map<String, Object> view = new HashMap<>();
    view.put("id", recipient.id().value());
    view.put("controller", recipient.controller().value());
    view.put("address", recipient.address().value());
    recipient.language().ifPresent(language -> view.put("language", language.code()));
    recipient.firstName().ifPresent(name -> view.put("firstName", name));
    recipient.lastName().ifPresent(name -> view.put("lastName", name));
    view.put("source", recipient.source());
    view.put("since", recipient.since().toString());
    return view;
  }
}
