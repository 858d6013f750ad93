package nl.voorkeur.exporting.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.Receiver;
import nl.voorkeur.exporting.ExportColumn;
import nl.voorkeur.exporting.ExportFilter;
import nl.voorkeur.exporting.ExportRefusal;
import nl.voorkeur.exporting.ExportRequest;
import nl.voorkeur.exporting.ExportState;
import nl.voorkeur.exporting.Manifest;
import nl.voorkeur.exporting.OverdueRecall;
import nl.voorkeur.exporting.Preview;
import nl.voorkeur.exporting.RecallEntry;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.rest.Problem;

/** Exports as programs see them. */
final class ExportViews {

  private ExportViews() {}

  /** The manifest of an export; {@code receiver} is the name, {@code receiverKey} the key. */
  static Map<String, Object> manifest(Manifest manifest) {
    ExportRequest request = manifest.request();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", manifest.id().value());
    view.put("controller", manifest.controller().value());
    view.put("topics", request.topics().stream().map(TopicId::value).toList());
    view.put("use", lower(request.use()));
    view.put("purpose", request.purpose());
    view.put("receiver", manifest.receiver());
    view.put("receiverKey", request.receiver());
    view.put("profile", lower(request.profile()));
    view.put("columns", request.columns().stream().map(ExportColumn::heading).toList());
    view.put("filter", filter(request.filter()));
    view.put("gzip", request.gzip());
    view.put("state", manifest.state().name());
    view.put("requester", manifest.actor());
    manifest.decidedBy().ifPresent(actor -> view.put("decidedBy", actor));
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
    view.put("leftOut", manifest.leftOut());
    manifest.recall().ifPresent(recall -> view.put("recall", recall(recall)));
    return view;
  }

  /** An export that was announced, with where it is; one that waits for somebody is accepted. */
  static Response announced(Manifest export, UriInfo uri, String exports) {
    return Response.status(
            export.state() == ExportState.ASKED
                ? Response.Status.ACCEPTED
                : Response.Status.CREATED)
        .entity(manifest(export))
        .location(uri.getBaseUriBuilder().path(exports).path(export.id().toString()).build())
        .build();
  }

  private static Map<String, Object> filter(ExportFilter filter) {
    Map<String, Object> view = new LinkedHashMap<>();
    filter.language().map(Language::code).ifPresent(code -> view.put("language", code));
    filter.country().ifPresent(code -> view.put("country", code));
    filter.since().ifPresent(day -> view.put("since", day.toString()));
    if (!filter.segments().isEmpty()) {
      view.put(
          "answers",
          filter.segments().stream()
              .map(
                  one ->
                      Map.of(
                          "question",
                          one.question().value(),
                          "any",
                          one.answers(),
                          "profiling",
                          one.profiling()))
              .toList());
    }
    return view;
  }

  private static Map<String, Object> recall(Manifest.Recall recall) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("entries", recall.entries());
    view.put("until", recall.until().toString());
    recall.destroyedAt().ifPresent(at -> view.put("destroyedAt", at.toString()));
    return view;
  }

  static Map<String, Object> preview(Preview preview) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("known", preview.known());
    view.put("permitted", preview.permitted());
    view.put("excluded", preview.excluded());
    view.put("leftOut", preview.leftOut());
    return view;
  }

  static Map<String, Object> receiver(Receiver receiver) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("key", receiver.key());
    view.put("name", receiver.name());
    view.put("country", receiver.country());
    view.put("obstacles", receiver.obstacles().stream().map(Enum::name).sorted().toList());
    view.put("ownUse", receiver.ownUse());
    return view;
  }

  static Map<String, Object> entry(RecallEntry entry) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("seq", entry.seq());
    view.put("row", entry.row());
    entry.address().ifPresent(address -> view.put("address", address));
    view.put("act", act(entry));
    view.put("reason", entry.reason().name());
    view.put("at", entry.at().toString());
    entry.acknowledgedAt().ifPresent(at -> view.put("acknowledgedAt", at.toString()));
    return view;
  }

  static String act(RecallEntry entry) {
    return entry.reason().isErasure() ? "erase" : "drop";
  }

  static Map<String, Object> overdue(OverdueRecall overdue) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("export", overdue.export().value());
    view.put("receiver", overdue.receiver());
    view.put("waiting", overdue.waiting());
    view.put("since", overdue.since().toString());
    return view;
  }

  /** A page and where the next begins. */
  static Map<String, Object> page(List<?> items, Optional<Long> next) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("items", items);
    next.ifPresent(cursor -> view.put("next", cursor));
    return view;
  }

  static WebApplicationException refused(Set<ExportRefusal> refusals) {
    if (refusals.contains(ExportRefusal.TOPIC_UNKNOWN)) {
      return Problem.notFound("topic");
    }
    return Problem.exception(
        422,
        "export-refused",
        "The list may not be made: "
            + refusals.stream().map(Enum::name).sorted().collect(Collectors.joining(", "))
            + ".");
  }

  private static String lower(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
