package nl.voorkeur.exporting.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.text.Texts;

/** The words of these pages that have places to fill in, and their bars. */
@Named
@RequestScoped
public class ExportWords {

  /** The chart colours of reasons, the commonest first; what is left shares the last. */
  private static final List<String> MARKS = List.of("f3", "f2", "f5", "f4", "f0");

  private static final double GAP = 0.25;

  @Inject private PageLanguage language;

  /** A reason, how many people it excludes, and its part of the bar. */
  public record Reason(
      String code, String words, long people, String mark, String x, String width) {}

  public String of(String key, Object... values) {
    return Texts.of("Exporting", language.getCurrent()).get(key, values);
  }

  /** Such as 79 %. */
  public String share(long part, long whole) {
    return NumberFormat.getPercentInstance(language.getCurrent().locale())
        .format(whole == 0 ? 0 : (double) part / whole);
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
