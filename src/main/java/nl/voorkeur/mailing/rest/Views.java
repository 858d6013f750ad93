package nl.voorkeur.mailing.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import nl.voorkeur.mailing.DeliveryState;
import nl.voorkeur.mailing.Finding;
import nl.voorkeur.mailing.InDoubt;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.mailing.Preview;
import nl.voorkeur.mailing.Progress;
import nl.voorkeur.permission.Tally;

/** How the API shows mailings. */
final class Views {

  private Views() {}

  static Map<String, Object> mailing(Mailing mailing) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", mailing.id().value());
    view.put("controller", mailing.controller().value());
    view.put("topic", mailing.text().topic().value());
    view.put("topicName", mailing.topicName());
    view.put("language", mailing.text().language().code());
    view.put("subject", mailing.text().subject());
    view.put("preheader", mailing.text().preheader());
    view.put("body", mailing.text().body());
    view.put("state", mailing.state().name());
    mailing.heldBy().ifPresent(reason -> view.put("heldBy", reason));
    view.put("audience", mailing.audience());
    view.put("createdBy", mailing.createdBy());
    view.put("createdAt", mailing.createdAt().toString());
    mailing.startedAt().ifPresent(at -> view.put("startedAt", at.toString()));
    mailing.finishedAt().ifPresent(at -> view.put("finishedAt", at.toString()));
    return view;
  }

  static Map<String, Object> progress(Progress progress) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("audience", progress.audience());
    view.put("open", progress.open());
    view.put("retrying", progress.retrying());
    view.put("sent", progress.count(DeliveryState.SENT));
    view.put("denied", progress.count(DeliveryState.DENIED));
    view.put("failed", progress.count(DeliveryState.FAILED));
    view.put("inDoubt", progress.count(DeliveryState.IN_DOUBT));
    view.put("deniedByReason", named(progress.denied()));
    return view;
  }

  static Map<String, Object> tally(Tally tally) {
    return Map.of(
        "permitted",
        tally.permitted(),
        "denied",
        tally.deniedInAll(),
        "deniedByReason",
        named(tally.denied()));
  }

  static Map<String, Object> preview(Preview preview) {
    return Map.of(
        "subject",
        preview.subject(),
        "html",
        preview.html(),
        "text",
        preview.text(),
        "findings",
        preview.findings().stream().map(Views::finding).toList());
  }

  static Map<String, Object> inDoubt(InDoubt doubt) {
    return Map.of(
        "recipient",
        doubt.recipient().value(),
        "address",
        doubt.address().masked(),
        "status",
        doubt.status(),
        "since",
        doubt.since().toString());
  }

  static String codes(List<Finding> findings) {
    return findings.stream()
        .map(finding -> (finding.kind().name() + " " + finding.detail()).strip())
        .collect(Collectors.joining(", "));
  }

  private static Map<String, Object> finding(Finding finding) {
    return Map.of(
        "code",
        finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        "detail",
        finding.detail(),
        "stops",
        finding.stops());
  }

  private static Map<String, Long> named(Map<? extends Enum<?>, Long> counts) {
    Map<String, Long> named = new LinkedHashMap<>();
    counts.forEach((reason, count) -> named.put(reason.name(), count));
    return named;
  }
}
