package nl.voorkeur.mailing.rest;

import java.time.DayOfWeek;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import nl.voorkeur.mailing.DeliveryState;
import nl.voorkeur.mailing.Finding;
import nl.voorkeur.mailing.InDoubt;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.mailing.MailingText;
import nl.voorkeur.mailing.Preview;
import nl.voorkeur.mailing.Progress;
import nl.voorkeur.mailing.Reader;
import nl.voorkeur.mailing.SendWindow;
import nl.voorkeur.mailing.TestMail;
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
    view.put("format", mailing.text().format().name());
    mailing.outfit().layoutVersion().ifPresent(version -> view.put("layoutVersion", version));
    view.put("imagesInside", mailing.outfit().imagesInside());
    view.put("revision", mailing.revision());
    view.put("state", mailing.state().name());
    mailing
        .approval()
        .ifPresent(
            approval ->
                view.put("approval", Map.of("by", approval.by(), "at", approval.at().toString())));
    mailing
        .schedule()
        .ifPresent(
            schedule ->
                view.put(
                    "schedule",
                    Map.of(
                        "at",
                        schedule.at().toString(),
                        "zone",
                        schedule.zone().getId(),
                        "by",
                        schedule.by())));
    mailing.scheduleFault().ifPresent(fault -> view.put("scheduleFault", fault));
    mailing.window().ifPresent(window -> view.put("window", window(window)));
    mailing.heldBy().ifPresent(reason -> view.put("heldBy", reason));
    view.put("audience", mailing.audience());
    view.put("createdBy", mailing.createdBy());
    view.put("createdAt", mailing.createdAt().toString());
    mailing.startedAt().ifPresent(at -> view.put("startedAt", at.toString()));
    mailing.finishedAt().ifPresent(at -> view.put("finishedAt", at.toString()));
    return view;
  }

  static Map<String, Object> text(MailingText text) {
    return Map.of("subject", text.subject(), "preheader", text.preheader(), "body", text.body());
  }

  private static Map<String, Object> window(SendWindow window) {
    return Map.of(
        "days",
        window.days().stream().map(DayOfWeek::name).toList(),
        "from",
        window.from().toString(),
        "until",
        window.until().toString(),
        "zone",
        window.zone().getId());
  }

  static Map<String, Object> reader(Reader reader) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("recipient", reader.recipient().value());
    view.put("address", reader.address().masked());
    view.put("language", reader.language().code());
    view.put("permitted", reader.denial().isEmpty());
    reader.denial().ifPresent(denial -> view.put("reason", denial.name()));
    return view;
  }

  static Map<String, Object> tried(TestMail mail) {
    return Map.of(
        "address",
        mail.address().masked(),
        "language",
        mail.language().code(),
        "state",
        mail.state().name(),
        "status",
        mail.status(),
        "askedAt",
        mail.askedAt().toString());
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

  static Map<String, Object> finding(Finding finding) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("code", finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    view.put("detail", finding.detail());
    view.put("stops", finding.stops());
    finding.language().ifPresent(language -> view.put("language", language.code()));
    return view;
  }

  private static Map<String, Long> named(Map<? extends Enum<?>, Long> counts) {
    Map<String, Long> named = new LinkedHashMap<>();
    counts.forEach((reason, count) -> named.put(reason.name(), count));
    return named;
  }
}
