package nl.voorkeur.exporting;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.Language;

/**
 * Which of the permitted are wanted.
 *
 * @param language the one that they chose, or the controller's where they chose none
 * @param country that the address ends in, as ISO 3166-1 has it
 * @param since the first day on which the permission may have begun
 * @param segments who is in each of these, by their own answers
 */
public record ExportFilter(
    Optional<Language> language,
    Optional<String> country,
    Optional<LocalDate> since,
    List<Segment> segments) {

  public static final ExportFilter NONE =
      new ExportFilter(Optional.empty(), Optional.empty(), Optional.empty());

  public ExportFilter {
    segments = List.copyOf(segments);
    if (country.filter(code -> !code.matches("[A-Z]{2}")).isPresent()) {
      throw new IllegalArgumentException("a country is two capitals");
    }
  }

  /** Without any answers. */
  public ExportFilter(
      Optional<Language> language, Optional<String> country, Optional<LocalDate> since) {
    this(language, country, since, List.of());
  }

  /**
   * Whether it draws a conclusion about people that they did not give themselves, or uses an answer
   * that mail is fitted by, which needs that they did not object to profiling (GDPR art. 21(2)).
   */
  public boolean isProfiling() {
    return country.isPresent() || segments.stream().anyMatch(Segment::profiling);
  }
}
