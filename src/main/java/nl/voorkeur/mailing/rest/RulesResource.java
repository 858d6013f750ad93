package nl.voorkeur.mailing.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.PathController;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.mailing.DomainRule;
import nl.voorkeur.mailing.Launch;
import nl.voorkeur.mailing.LayoutVersion;
import nl.voorkeur.mailing.Layouts;
import nl.voorkeur.mailing.MailingPolicy;
import nl.voorkeur.mailing.SendingControl;
import nl.voorkeur.mailing.SendingLimits;
import nl.voorkeur.mailing.SendingRules;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.rest.Scoped;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.security.Scope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What holds for all mailings of a controller: limits, how they are looked after, layouts. */
@Path("/")
@RequestScoped
@Tag(name = "Mailings")
@Scoped(Scope.SENDING)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMINISTRATOR)
public class RulesResource {

  private static final int FASTEST = 100_000;
  private static final int MOST_CONNECTIONS = 1000;
  private static final int MOST_WARM_UP_DAYS = 90;

  @Inject private SendingLimits limits;
  @Inject private Launch launch;
  @Inject private Layouts layouts;
  @Inject private PathController controllers;
  @Inject private Asked asked;

  /** How fast, how long, and when a mailing stops by itself. */
  public static class Rules {
    public Integer perSecond;
    public Integer connections;
    public Integer lifetimeHours;
    public BigDecimal bouncePercent;
    public BigDecimal complaintPercent;
    public Integer afterMessages;
    public String warmUpFrom;
    public List<Integer> warmUp;
    public List<Domain> domains;
  }

  /** The same for recipients of one domain. */
  public static class Domain {
    public String domain;
    public Integer perSecond;
    public Integer connections;
  }

  @GET
  @Path("controllers/{controller}/sending-rules")
  @Operation(
      summary =
          "How fast the controller's mail may leave, how long it is tried, and when a mailing stops by itself")
  public Map<String, Object> rules(@PathParam("controller") long controller) {
    return view(limits.of(controllers.id(controller)));
  }

  @PUT
  @Path("controllers/{controller}/sending-rules")
  @Operation(
      summary = "Sets them all; they hold from the next second on, on every node",
      description =
          "What is left out has no limit; lifetimeHours is 24 then, afterMessages 500. domain is a name, or * for each that isn't"
              + " named. warmUp holds the most messages on each day from warmUpFrom on.")
  public Map<String, Object> setRules(@PathParam("controller") long controllerId, Rules wanted) {
    ControllerId controller = controllers.id(controllerId);
    limits.save(controller, rules(wanted));
    return view(limits.of(controller));
  }

  private static SendingRules rules(Rules wanted) {
    if (wanted == null) {
      throw Problem.badRequest("incomplete", "The body holds the rules.");
    }
    List<Integer> warmUp = Optional.ofNullable(wanted.warmUp).orElse(List.of());
    Optional<LocalDate> from = Optional.ofNullable(wanted.warmUpFrom).map(RulesResource::day);
    if (from.isPresent() == warmUp.isEmpty()
        || warmUp.size() > MOST_WARM_UP_DAYS
        || warmUp.stream().anyMatch(most -> most == null || most < 1)) {
      throw Problem.badRequest(
          "warm-up-invalid", "warmUpFrom and warmUp go together; 1 to 90 days, each 1 or more.");
    }
    List<DomainRule> domains = new ArrayList<>();
    for (Domain one : Optional.ofNullable(wanted.domains).orElse(List.of())) {
      domains.add(domain(one));
    }
    if (domains.stream().map(DomainRule::domain).distinct().count() < domains.size()) {
      throw Problem.badRequest("domain-twice", "Each domain has one rule.");
    }
    return new SendingRules(
        whole("perSecond", wanted.perSecond, FASTEST),
        whole("connections", wanted.connections, MOST_CONNECTIONS),
        whole("lifetimeHours", wanted.lifetimeHours, SendingControl.LONGEST_LIFE)
            .orElse(SendingRules.USUAL.lifetimeHours()),
        percent("bouncePercent", wanted.bouncePercent, 1),
        percent("complaintPercent", wanted.complaintPercent, 2),
        whole("afterMessages", wanted.afterMessages, 1_000_000)
            .filter(number -> number >= 20)
            .orElse(SendingRules.USUAL.afterMessages()),
        from,
        warmUp,
        domains);
  }

  private static DomainRule domain(Domain one) {
    Optional<String> name =
        one == null || one.domain == null
            ? Optional.empty()
            : one.domain.equals(DomainRule.OTHERS)
                ? Optional.of(one.domain)
                : EmailAddress.parse("x@" + one.domain)
                    .fold(address -> Optional.of(address.domain()), fault -> Optional.empty());
    if (name.isEmpty() || one.perSecond == null && one.connections == null) {
      throw Problem.badRequest(
          "domain-invalid", "A rule names a domain or *, and perSecond or connections.");
    }
    return new DomainRule(
        name.get(),
        whole("perSecond", one.perSecond, FASTEST),
        whole("connections", one.connections, MOST_CONNECTIONS));
  }

  private static Optional<Integer> whole(String name, Integer number, int most) {
    if (number != null && (number < 1 || number > most)) {
      throw Problem.badRequest("number-invalid", name + " is 1 to " + most + ".");
    }
    return Optional.ofNullable(number);
  }

  private static Optional<BigDecimal> percent(String name, BigDecimal share, int decimals) {
    if (share != null
        && (share.compareTo(BigDecimal.ONE.movePointLeft(decimals)) < 0
            || share.compareTo(BigDecimal.valueOf(100)) > 0
            || share.stripTrailingZeros().scale() > decimals)) {
      throw Problem.badRequest(
          "percent-invalid", name + " is at most 100, with " + decimals + " decimals.");
    }
    return Optional.ofNullable(share);
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException notADay) {
      throw Problem.badRequest("day-invalid", "warmUpFrom is a day such as 2026-12-01.");
    }
  }

  private static Map<String, Object> view(SendingRules rules) {
    Map<String, Object> view = new LinkedHashMap<>();
    rules.perSecond().ifPresent(number -> view.put("perSecond", number));
    rules.connections().ifPresent(number -> view.put("connections", number));
    view.put("lifetimeHours", rules.lifetimeHours());
    rules.bouncePercent().ifPresent(share -> view.put("bouncePercent", share));
    rules.complaintPercent().ifPresent(share -> view.put("complaintPercent", share));
    view.put("afterMessages", rules.afterMessages());
    rules.warmUpFrom().ifPresent(day -> view.put("warmUpFrom", day.toString()));
    view.put("warmUp", rules.warmUp());
    view.put(
        "domains",
        rules.domains().stream()
            .map(
                one -> {
                  Map<String, Object> domain = new LinkedHashMap<>();
                  domain.put("domain", one.domain());
                  one.perSecond().ifPresent(number -> domain.put("perSecond", number));
                  one.connections().ifPresent(number -> domain.put("connections", number));
                  return domain;
                })
            .toList());
    return view;
  }

  /** How mailings are looked after. */
  public static class Policy {
    public boolean secondPerson;
    public boolean tracking;
    public String zone;
    public List<String> testAddresses;
  }

  @GET
  @Path("controllers/{controller}/mailing-policy")
  @Operation(summary = "How the controller's mailings are looked after")
  public Map<String, Object> policy(@PathParam("controller") long controller) {
    return view(launch.policy(controllers.id(controller)));
  }

  @PUT
  @Path("controllers/{controller}/mailing-policy")
  @Operation(
      summary = "Sets how they are looked after",
      description =
          "secondPerson: somebody else has to approve a mailing. tracking: opens and clicks are counted of people who agree to that,"
              + " and of nobody else. testAddresses: at most 20 colleagues who get tests.")
  public Map<String, Object> decide(@PathParam("controller") long controllerId, Policy wanted) {
    ControllerId controller = controllers.id(controllerId);
    if (wanted == null || wanted.zone == null) {
      throw Problem.badRequest("incomplete", "Give at least zone, such as Europe/Amsterdam.");
    }
    List<EmailAddress> addresses = new ArrayList<>();
    for (String text : Optional.ofNullable(wanted.testAddresses).orElse(List.of())) {
      EmailAddress.parse(text == null ? "" : text)
          .fold(
              addresses::add,
              fault -> {
                throw Problem.badRequest("address-invalid", "testAddresses holds addresses.");
              });
    }
    if (addresses.size() > MailingPolicy.MOST_ADDRESSES) {
      throw Problem.badRequest("too-many", "testAddresses holds at most 20.");
    }
    try {
      launch.decide(
          controller,
          new MailingPolicy(
              wanted.secondPerson, wanted.tracking, ZoneId.of(wanted.zone), addresses));
    } catch (DateTimeException unknown) {
      throw Problem.badRequest("zone-unknown", "zone is a name such as Europe/Amsterdam.");
    }
    return view(launch.policy(controller));
  }

  private static Map<String, Object> view(MailingPolicy policy) {
    return Map.of(
        "secondPerson",
        policy.secondPerson(),
        "tracking",
        policy.tracking(),
        "zone",
        policy.zone().getId(),
        "testAddresses",
        policy.testAddresses().stream().map(EmailAddress::value).toList());
  }

  /** A layout, or a change of one. */
  public static class Layout {
    public String name;
    public String page;
  }

  @GET
  @Path("controllers/{controller}/layouts")
  @Operation(summary = "The newest version of each layout; a mailing names the version")
  public List<Map<String, Object>> layouts(@PathParam("controller") long controller) {
    return layouts.newest(controllers.id(controller)).stream().map(RulesResource::view).toList();
  }

  @GET
  @Path("controllers/{controller}/layouts/{layout}")
  @Operation(summary = "All versions of a layout, newest first")
  public List<Map<String, Object>> versions(
      @PathParam("controller") long controller, @PathParam("layout") long layout) {
    List<LayoutVersion> versions = layouts.versions(controllers.id(controller), layout);
    if (versions.isEmpty()) {
      throw Problem.notFound("layout");
    }
    return versions.stream().map(RulesResource::view).toList();
  }

  @POST
  @Path("controllers/{controller}/layouts")
  @Operation(
      summary = "A new layout",
      description =
          "page is HTML with ${content}, ${foot} and the other places; without one, the usual layout.")
  public Response addLayout(@PathParam("controller") long controllerId, Layout wanted) {
    ControllerId controller = controllers.id(controllerId);
    if (wanted == null
        || wanted.name == null
        || wanted.name.isBlank()
        || wanted.name.length() > 80) {
      throw Problem.badRequest("name-missing", "name has 1 to 80 characters.");
    }
    String page = sound(wanted.page == null ? layouts.usual() : wanted.page);
    long id =
        layouts
            .add(controller, wanted.name.strip(), page, asked.by())
            .orElseThrow(
                () -> Problem.exception(409, "name-taken", "There is a layout of that name."));
    return Response.created(URI.create("layouts/" + id))
        .entity(versions(controllerId, id).get(0))
        .build();
  }

  @PUT
  @Path("controllers/{controller}/layouts/{layout}")
  @Operation(summary = "Keeps a page as the newest version; mailings keep the one they have")
  public Map<String, Object> keepLayout(
      @PathParam("controller") long controllerId, @PathParam("layout") long id, Layout wanted) {
    if (wanted == null || wanted.page == null) {
      throw Problem.badRequest("page-missing", "page is the layout.");
    }
    if (!layouts.keep(controllers.id(controllerId), id, sound(wanted.page), asked.by())) {
      throw Problem.notFound("layout");
    }
    return versions(controllerId, id).get(0);
  }

  private String sound(String page) {
    var faults = layouts.faults(page);
    if (!faults.isEmpty()) {
      throw Problem.exception(422, "layout-invalid", "This page can't be a layout: " + faults);
    }
    return page;
  }

  private static Map<String, Object> view(LayoutVersion version) {
    return Map.of(
        "layout",
        version.layout(),
        "name",
        version.name(),
        "layoutVersion",
        version.id(),
        "version",
        version.version(),
        "page",
        version.page());
  }
}
