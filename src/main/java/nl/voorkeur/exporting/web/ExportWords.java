package nl.voorkeur.exporting.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Questions;
import nl.voorkeur.exporting.ExportFilter;
import nl.voorkeur.exporting.ExportRequest;
import nl.voorkeur.exporting.Manifest;
import nl.voorkeur.exporting.RecallEntry;
import nl.voorkeur.exporting.Segment;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.text.Texts;
import nl.voorkeur.platform.text.Times;

/** The words of these pages that have places to fill in, and their bars. */
@Named
@RequestScoped
public class ExportWords {

  /** The chart colours of reasons, the commonest first; what is left shares the last. */
  private static final List<String> MARKS = List.of("f3", "f2", "f5", "f4", "f0");

  private static final double GAP = 0.25;

  @Inject private PageLanguage language;
  @Inject private Catalogue catalogue;
  @Inject private Questions questions;
  @Inject private Desk desk;

  /** A reason, how many people it excludes, and its part of the bar. */
  public record Reason(
      String code, String words, long people, String mark, String x, String width) {}

  public String of(String key, Object... values) {
    return Texts.of("Exporting", language.getCurrent()).get(key, values);
  }

  /** The names of the topics of a list. */
  public String topics(Manifest export) {
    return export.request().topics().stream()
        .flatMap(id -> catalogue.topic(id).stream())
        .map(topic -> topic.text(language.getCurrent()).name())
        .collect(Collectors.joining(", "));
  }

  /** What stands in the file, in words. */
  public String columns(ExportRequest request) {
    if (!request.profile().hasColumns()) {
      return of("columns.hash");
    }
    return Stream.concat(
            Stream.of(of("column.ROW"), of("column.ADDRESS")),
            request.columns().stream().map(column -> of("column." + column)))
        .collect(Collectors.joining(", "));
  }

  /** Whom the filter asks for, in words; empty when it asks for everybody. */
  public String filter(ExportFilter filter) {
    List<String> parts = new ArrayList<>();
    filter.language().ifPresent(one -> parts.add(of("filter.is.language", one.ownName())));
    filter.country().ifPresent(code -> parts.add(of("filter.is.country", country(code))));
    filter
        .since()
        .ifPresent(
            day -> parts.add(of("filter.is.since", Times.of(language.getCurrent()).day(day))));
    filter.segments().forEach(one -> parts.add(segment(one)));
    return String.join("; ", parts);
  }

  private String segment(Segment segment) {
    String question =
        questions.all(desk.id()).stream()
            .filter(one -> one.id().equals(segment.question()))
            .map(one -> one.text(language.getCurrent()).label())
            .findFirst()
            .orElseGet(() -> segment.question().toString());
    return of("filter.is.answer", question, String.join(", ", segment.answers()));
  }

  private String country(String code) {
    return new Locale.Builder()
        .setRegion(code)
        .build()
        .getDisplayCountry(language.getCurrent().locale());
  }

  /** The address as it may be shown to who passes the feed on: its first letter and its end. */
  public String masked(RecallEntry entry) {
    return entry
        .address()
        .map(text -> text.replaceFirst("^(.).*@(.).*(\\.[^.]*)$", "$1•••@$2•••$3"))
        .orElseGet(() -> of("recall.gone"));
  }

  /** Such as 79 %. */
  public String share(long part, long whole) {
    NumberFormat percent = NumberFormat.getPercentInstance(language.getCurrent().locale());
    percent.setMaximumFractionDigits(1);
    percent.setRoundingMode(RoundingMode.DOWN); // all but one are never all
    return percent.format(whole == 0 ? 0 : (double) part / whole);
  }

  /** A width in a drawing. */
  public String width(long part, long whole) {
    return percent(whole == 0 ? 0 : 100.0 * part / whole);
  }

  /**
   * The reasons, the commonest first, each with its part of a bar that begins with the permitted.
   */
  public List<Reason> reasons(Map<Denial, Long> excluded, long permitted) {
    long whole = permitted + excluded.values().stream().mapToLong(Long::longValue).sum();
    Texts reasons = Texts.of("Reasons", language.getCurrent());
    List<Reason> rows = new ArrayList<>();
    long before = permitted;
    for (Map.Entry<Denial, Long> entry :
        excluded.entrySet().stream()
            .sorted(Map.Entry.<Denial, Long>comparingByValue().reversed())
            .toList()) {
      rows.add(
          new Reason(
              entry.getKey().name(),
              reasons.get("denied." + entry.getKey()),
              entry.getValue(),
              MARKS.get(Math.min(rows.size(), MARKS.size() - 1)),
              percent(100.0 * before / whole + GAP),
              percent(Math.max(0, 100.0 * entry.getValue() / whole - GAP))));
      before += entry.getValue();
    }
    return rows;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", share);
  }
}
