package nl.voorkeur.importing.rest;

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
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.importing.FileLook;
import nl.voorkeur.importing.ImportBatch;
import nl.voorkeur.importing.ImportState;
import nl.voorkeur.importing.Outcome;
import nl.voorkeur.importing.PlanFault;
import nl.voorkeur.importing.RecipientImport;
import nl.voorkeur.importing.RowFilter;
import nl.voorkeur.importing.UploadFault;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.platform.rest.Paging;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.security.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Files of people: upload, look, check, import, report. */
@Path("imports")
@RequestScoped
@Tag(name = "Imports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
public class ImportsResource {

  private static final int MOST_ON_A_PAGE = 1000;
  private static final String UPLOAD =
      "Query parameters, or parts of the form besides the part file: controller (a number), name,"
          + " kind (CUSTOMERS, CONSENTS, OPT_OUTS or SUPPRESSION), topics (numbers, comma separated),"
          + " source (DIRECT, CLIENT or OTHER) with from (which system or party), agreement (a number) and"
          + " obtainedOn (a date, when from others): without a source, or without an agreement in force where"
          + " we act for a client, nobody in the file may be mailed; obtainedAtSale (true when the customers"
          + " gave their address at a sale), freeAccounts (true when that was an account without a payment),"
          + " wording (what the people were asked), unproven (KNOWN or REFUSE), charset (utf-8 or"
          + " windows-1252; needed when the file is not UTF-8), delimiter, dateOrder (DAY_FIRST or"
          + " MONTH_FIRST), fields (what each column holds, comma separated). CSV, text or XLSX. A file that"
          + " was uploaded before is not taken twice: the answer is then 200 with that import and alreadyUploaded"
          + " (which goes on as asked when it waits), unless again is true. dryRun is true unless it"
          + " says false: then nothing is changed, and counts says what would be. Without kind the file"
          + " is kept, and look says what it seems to be.";

  @Inject private RecipientImport imports;
  @Inject private Controllers controllers;
  @Context private SecurityContext caller;
  @Context private UriInfo uri;

  @POST
  @Consumes({
    "text/csv",
    MediaType.TEXT_PLAIN,
    MediaType.APPLICATION_OCTET_STREAM,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  })
  @Operation(summary = "Takes a file in, as the body of the request", description = UPLOAD)
  public Response upload(InputStream file) {
    return upload(uri.getQueryParameters(), Optional.empty(), file);
  }

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(summary = "Takes a file in, as a form", description = UPLOAD)
  public Response upload(List<EntityPart> parts) throws IOException {
    MultivaluedMap<String, String> values = new MultivaluedHashMap<>(uri.getQueryParameters());
    Optional<EntityPart> file = Optional.empty();
    for (EntityPart part : parts) {
      if (part.getName().equals("file")) {
        file = Optional.of(part);
      } else {
        values.putSingle(part.getName(), part.getContent(String.class));
      }
    }
    EntityPart given =
        file.orElseThrow(() -> Problem.badRequest("file-missing", "The form has no part file."));
    try (InputStream content = given.getContent()) {
      return upload(values, given.getFileName(), content);
    }
  }

  private Response upload(
      MultivaluedMap<String, String> values, Optional<String> partName, InputStream file) {
    ControllerId controller = controllers.of(values.getFirst("controller"));
    Wanted wanted = wanted(values);
    boolean dryRun = !"false".equalsIgnoreCase(values.getFirst("dryRun"));
    String name = Optional.ofNullable(values.getFirst("name")).or(() -> partName).orElse("upload");
    ImportBatchId id =
        imports
            .upload(controller, name, file, caller.getUserPrincipal().getName())
            .fold(
                taken -> taken,
                fault -> {
                  throw Problem.exception(422, word(fault), told(fault));
                });
    boolean again = "true".equalsIgnoreCase(values.getFirst("again"));
    Optional<ImportBatch> same =
        again ? Optional.empty() : imports.sameFile(controller, id).stream().findFirst();
    if (same.isPresent()) {
      imports.cancel(controller, id);
      ImportBatch before = same.get();
      boolean waits =
          before.state() == ImportState.UPLOADED || before.state() == ImportState.CHECKED;
      if (waits && wanted.kindWanted().isPresent()) {
        check(before, wanted, !dryRun);
      }
      Map<String, Object> view = Views.batch(batch(before.id().value()));
      view.put("alreadyUploaded", true);
      return Response.ok(view).build();
    }
    if (wanted.kindWanted().isPresent()) {
      check(batch(id.value()), wanted, !dryRun);
    }
    return Response.created(uri.getAbsolutePathBuilder().path(id.toString()).build())
        .entity(Views.batch(batch(id.value())))
        .build();
  }

  @GET
  @Operation(summary = "A page of a controller's imports, newest first")
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Map<String, Object> list(
      @QueryParam("controller") String controllerId,
      @QueryParam("offset") @DefaultValue("0") int offset,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    ControllerId controller = controllers.of(controllerId);
    page(offset, limit);
    return Map.of(
        "total",
        imports.count(controller),
        "items",
        imports.list(controller, offset, limit).stream().map(Views::batch).toList());
  }

  @GET
  @Path("{id}")
  @Operation(
      summary = "An import with its counts by outcome",
      description = "The counts add up to the number of records, once it is CHECKED or DONE.")
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Map<String, Object> get(@PathParam("id") long id) {
    return Views.batch(batch(id));
  }

  @GET
  @Path("{id}/look")
  @Operation(summary = "What the file looks like: encoding, suggested layout and kind, first rows")
  public Map<String, Object> look(
      @PathParam("id") long id,
      @QueryParam("charset") String charset,
      @QueryParam("delimiter") String delimiter) {
    Wanted wanted = new Wanted();
    wanted.charset = charset;
    wanted.delimiter = delimiter;
    return Views.look(seen(batch(id), wanted));
  }

  @POST
  @Path("{id}/check")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Reads the file by a plan and says what would become of each record",
      description = "Changes nothing. What the plan leaves out is as look suggests.")
  public Map<String, Object> check(@PathParam("id") long id, Wanted wanted) {
    ImportBatch batch = batch(id);
    check(batch, wanted == null ? new Wanted() : wanted, false);
    return Views.batch(batch(id));
  }

  @POST
  @Path("{id}/start")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Imports a checked file, or the rest of one that was stopped",
      description = "Opt-outs stay as they are.")
  public Map<String, Object> start(@PathParam("id") long id) {
    if (!imports.start(batch(id).controller(), batch(id).id())) {
      throw Problem.exception(409, "not-checked", "Only a checked file is imported, and once.");
    }
    return Views.batch(batch(id));
  }

  @POST
  @Path("{id}/cancel")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary =
          "Gives up a file that isn't imported and forgets it; stops one that is being imported",
      description = "What was imported stays, and start goes on with the rest.")
  public Map<String, Object> cancel(@PathParam("id") long id) {
    if (!imports.cancel(batch(id).controller(), batch(id).id())) {
      throw Problem.exception(409, "too-late", "It is imported already, or was given up.");
    }
    return Views.batch(batch(id));
  }

  @GET
  @Path("{id}/rows")
  @Operation(summary = "What became of the records, in the order of the file")
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Map<String, Object> rows(
      @PathParam("id") long id,
      @Parameter(description = "only these, such as REFUSED") @QueryParam("outcome") String outcome,
      @Parameter(description = "only those refused for this") @QueryParam("reason") String reason,
      @QueryParam("offset") @DefaultValue("0") int offset,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    page(offset, limit);
    ImportBatch batch = batch(id);
    Optional<Outcome> only =
        Optional.ofNullable(outcome).map(text -> Wanted.code(text, Outcome::valueOf, "outcome"));
    RowFilter filter = new RowFilter(only, Optional.ofNullable(reason));
    return Map.of(
        "total",
        reason == null
            ? only.map(batch::count).orElse(batch.records())
            : batch.refusals().getOrDefault(reason, 0),
        "items",
        imports.rows(batch.controller(), batch.id(), filter, offset, limit).stream()
            .map(Views::row)
            .toList());
  }

  @GET
  @Path("{id}/outcomes.csv")
  @Produces("text/csv")
  @Operation(summary = "What became of every record, as CSV for a spreadsheet")
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Response outcomes(@PathParam("id") long id) {
    ImportBatch batch = batch(id);
    StreamingOutput body = out -> imports.writeOutcomes(batch.controller(), batch.id(), out);
    return Response.ok(body, "text/csv;charset=utf-8;header=present")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"import-" + batch.id() + ".csv\"")
        .build();
  }

  private void check(ImportBatch batch, Wanted wanted, boolean thenStart) {
    imports
        .check(batch.controller(), batch.id(), wanted.plan(seen(batch, wanted)), thenStart)
        .ifPresent(
            fault -> {
              throw Problem.exception(
                  fault == PlanFault.TOO_LATE ? 409 : 422, word(fault), told(fault));
            });
  }

  private FileLook seen(ImportBatch batch, Wanted wanted) {
    return imports
        .look(batch.controller(), batch.id(), wanted.charsetWanted(), wanted.delimiterWanted())
        .orElseThrow(() -> Problem.notFound("import"));
  }

  private static Wanted wanted(MultivaluedMap<String, String> values) {
    Wanted wanted = new Wanted();
    wanted.kind = values.getFirst("kind");
    wanted.topics =
        Optional.ofNullable(values.get("topics")).orElse(List.of()).stream()
            .flatMap(text -> Wanted.numbers(text).stream())
            .toList();
    wanted.obtainedAtSale = "true".equalsIgnoreCase(values.getFirst("obtainedAtSale"));
    wanted.freeAccounts = "true".equalsIgnoreCase(values.getFirst("freeAccounts"));
    wanted.source = values.getFirst("source");
    wanted.from = values.getFirst("from");
    wanted.obtainedOn = values.getFirst("obtainedOn");
    wanted.agreement =
        Optional.ofNullable(values.getFirst("agreement"))
            .flatMap(text -> Wanted.numbers(text).stream().findFirst())
            .orElse(null);
    wanted.wording = values.getFirst("wording");
    wanted.unproven = values.getFirst("unproven");
    wanted.charset = values.getFirst("charset");
    wanted.delimiter = values.getFirst("delimiter");
    wanted.dateOrder = values.getFirst("dateOrder");
    wanted.fields =
        Optional.ofNullable(values.getFirst("fields"))
            .map(text -> List.of(text.split(",")))
            .orElse(null);
    return wanted;
  }

  private ImportBatch batch(long id) {
    return Optional.of(id)
        .filter(number -> number > 0)
        .map(ImportBatchId::new)
        .flatMap(
            number -> imports.controllerOf(number).flatMap(owner -> imports.find(owner, number)))
        .orElseThrow(() -> Problem.notFound("import"));
  }

  private static void page(int offset, int limit) {
    Paging.require("offset", offset, 0, limit, MOST_ON_A_PAGE);
  }

  private static String word(Enum<?> code) {
    return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String told(UploadFault fault) {
    return switch (fault) {
      case EMPTY -> "The file is empty.";
      case TOO_LARGE -> "The file is larger than 1 GB. Split it.";
      case UTF_16 -> "The file is UTF-16. Save it as UTF-8.";
      case OLD_WORKBOOK -> "This is a workbook of before 2007. Save it as XLSX or as CSV UTF-8.";
      case NOT_A_WORKBOOK -> "This is no XLSX workbook, or a damaged one.";
      case WORKBOOK_TOO_LARGE ->
          "This workbook unfolds to more than we take. Save it as CSV UTF-8.";
    };
  }

  private static String told(PlanFault fault) {
    return switch (fault) {
      case CHARSET_MISSING, CHARSET_WRONG ->
          "The bytes of the file are not in that encoding. Say in charset what it is.";
      case KIND_MISSING -> "Say in kind what the file holds.";
      case ADDRESS_COLUMN_MISSING -> "No column holds the address. Say in fields which does.";
      case FIELD_TWICE -> "Two columns hold the same field.";
      case FIELD_OF_OTHER_KIND -> "A column holds a field that this kind doesn't have.";
      case TOPIC_MISSING -> "Say in topics what the file is about.";
      case TOPIC_WITHOUT_MEANING -> "Suppression is about every topic; leave topics out.";
      case TOPIC_UNKNOWN -> "One of the topics is not this controller's.";
      case TOPIC_NOT_OWN_PRODUCTS ->
          "Customers are imported only for topics about the controller's own products.";
      case OBTAINED_MISSING -> "Data from others need obtainedOn: people must be told in time.";
      case OBTAINED_INVALID -> "obtainedOn lies in the future.";
      case AGREEMENT_UNKNOWN -> "That is no agreement of this controller that is in force.";
      case TOO_LATE -> "It is being read or imported, or that is over.";
    };
  }
}
