package nl.voorkeur.exporting.rest;

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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.exporting.ExportProfile;
import nl.voorkeur.exporting.ExportRequest;
import nl.voorkeur.exporting.Manifest;
import nl.voorkeur.exporting.PermittedList;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Permitted lists, each with its manifest. */
@Path("exports")
@RequestScoped
@Tag(name = "Exports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class ExportsResource {

  private static final int MOST_ON_A_PAGE = 200;
  private static final String CSV = "text/csv;charset=utf-8;header=present";

  @Inject private PermittedList lists;
  @Inject private Catalogue catalogue;
  @Context private SecurityContext caller;
  @Context private UriInfo uri;

  /** What to export, for whom and to what end. */
  public static class Wanted {
    public Long topic;
    public String purpose;
    public String receiver;
    public String profile;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({"text/csv", MediaType.APPLICATION_JSON})
  @Operation(
      summary = "Makes an export and answers with its file: whom the rule permits right now",
      description =
          "purpose and receiver are kept in the manifest, whose address is in the header"
              + " Content-Location. profile is machine (RFC 4180, addresses as they are) or spreadsheet"
              + " (with a byte order mark and an apostrophe before formulas).")
  public Response make(Wanted wanted) {
    String actor = caller.getUserPrincipal().getName();
    ExportRequest request = request(wanted);
    Manifest export = lists.announce(request, actor).orElseThrow(() -> Problem.notFound("topic"));
    if (!lists.take(export.id(), actor)) {
      throw new IllegalStateException("nobody else can have taken it");
    }
    StreamingOutput body = out -> lists.write(export.id(), out);
    return Response.ok(body, CSV)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"permitted-" + request.topic() + "-" + export.id() + ".csv\"")
        .header(
            HttpHeaders.CONTENT_LOCATION,
            uri.getAbsolutePathBuilder().path(export.id().toString()).build())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Export-Id", export.id())
        .build();
  }

  @GET
  @Operation(summary = "A page of a controller's exports, newest first")
  public Map<String, Object> list(
      @QueryParam("controller") long controllerId,
      @QueryParam("offset") @DefaultValue("0") int offset,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    if (offset < 0 || limit < 1 || limit > MOST_ON_A_PAGE) {
      throw Problem.badRequest(
          "invalid-page", "offset is 0 or more, limit is 1 to " + MOST_ON_A_PAGE + ".");
    }
    ControllerId controller =
        Optional.of(controllerId)
            .filter(id -> id > 0)
            .flatMap(id -> catalogue.controller(new ControllerId(id)))
            .map(Controller::id)
            .orElseThrow(() -> Problem.notFound("controller"));
    return Map.of(
        "total",
        lists.count(controller),
        "items",
        lists.list(controller, offset, limit).stream().map(ExportsResource::view).toList());
  }

  @GET
  @Path("{id}")
  @Operation(summary = "The manifest of an export")
  public Map<String, Object> get(@PathParam("id") long id) {
    return Optional.of(id)
        .filter(number -> number > 0)
        .flatMap(number -> lists.find(new ExportId(number)))
        .map(ExportsResource::view)
        .orElseThrow(() -> Problem.notFound("export"));
  }

  private static ExportRequest request(Wanted wanted) {
    if (wanted == null || wanted.topic == null || wanted.topic <= 0) {
      throw Problem.notFound("topic");
    }
    if (!isSaid(wanted.purpose) || !isSaid(wanted.receiver)) {
      throw Problem.badRequest(
          "purpose-or-receiver-missing",
          "purpose and receiver say what for and for whom, in 1 to 200 characters each.");
    }
    String profile = wanted.profile == null ? "machine" : wanted.profile;
    if (!profile.equals("machine") && !profile.equals("spreadsheet")) {
      throw Problem.badRequest("profile-unknown", "profile is machine or spreadsheet.");
    }
    return new ExportRequest(
        new TopicId(wanted.topic),
        wanted.purpose,
        wanted.receiver,
        ExportProfile.valueOf(profile.toUpperCase(Locale.ROOT)));
  }

  private static boolean isSaid(String text) {
    return text != null && !text.isBlank() && text.strip().length() <= 200;
  }

  private static Map<String, Object> view(Manifest manifest) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", manifest.id().value());
    view.put("controller", manifest.controller().value());
    view.put("topic", manifest.request().topic().value());
    view.put("purpose", manifest.request().purpose());
    view.put("receiver", manifest.request().receiver());
    view.put("profile", manifest.request().profile().name().toLowerCase(Locale.ROOT));
    view.put("state", manifest.state().name());
    view.put("requester", manifest.actor());
    view.put("ruleVersion", manifest.ruleVersion());
    view.put("createdAt", manifest.createdAt().toString());
    view.put("expiresAt", manifest.expiresAt().toString());
    manifest
        .contents()
        .ifPresent(
            contents -> {
              view.put("madeAt", contents.madeAt().toString());
              view.put("rows", contents.rows());
              view.put("bytes", contents.bytes());
              view.put("sha256", contents.sha256());
            });
    view.put("excluded", manifest.excluded());
    return view;
  }
}
