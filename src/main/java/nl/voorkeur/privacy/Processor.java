package nl.voorkeur.privacy;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.Language;

/**
 * One who processes for a controller (GDPR art. 28; requirements S8 to S8d, S15).
 *
 * @param id 0 before it is in the register
 * @param country where the data are kept, as ISO 3166-1 has it
 * @param safeguard of a transfer outside the EEA
 * @param policy where its own privacy policy is
 * @param duties what it does for the controller
 * @param onward to whom it may pass data on
 * @param version counts the changes
 */
public record Processor(
    long id,
    String name,
    ProcessorCategory category,
    String country,
    Optional<Safeguard> safeguard,
    Optional<LocalDate> agreedFrom,
    Optional<LocalDate> agreedUntil,
    Optional<String> policy,
    Optional<OwnUse> ownUse,
    Map<Language, String> duties,
    Map<Language, String> onward,
    long version) {

  public Processor {
    duties = Map.copyOf(duties);
    onward = Map.copyOf(onward);
    if (name.isBlank() || !country.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException("a processor has a name and a country");
    }
    boolean backwards =
        agreedUntil
            .filter(end -> agreedFrom.filter(begin -> !end.isBefore(begin)).isEmpty())
            .isPresent();
    if (backwards) {
      throw new IllegalArgumentException("an agreement begins before it ends");
    }
  }

  /** Whether there is an agreement on that day (requirement S8a). */
  public boolean isAgreed(LocalDate day) {
    return agreedFrom.filter(begin -> !day.isBefore(begin)).isPresent()
        && agreedUntil.filter(day::isAfter).isEmpty();
  }

  /** Whether data leave the EEA. */
  public boolean isAbroad() {
    return !Countries.isInEea(country);
  }

  /** Whether it counts visits or the effect of advertisements (requirement S15a). */
  public boolean isAnalytics() {
    return category == ProcessorCategory.ANALYTICS || category == ProcessorCategory.ADVERTISING;
  }
}
