package nl.voorkeur.mailing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What a controller allows its mailings: how fast, how long, and when they stop by themselves.
 *
 * @param perSecond over all nodes
 * @param connections over all nodes
 * @param lifetimeHours how long a message is tried that the server puts off
 * @param bouncePercent a mailing with more is paused
 * @param complaintPercent a mailing with more is paused
 * @param afterMessages how many messages must have been tried before these two count
 * @param warmUpFrom the first day of the warm-up plan
 * @param warmUp the most messages on each day of it; after the last there is no maximum
 */
public record SendingRules(
    Optional<Integer> perSecond,
    Optional<Integer> connections,
    int lifetimeHours,
    Optional<BigDecimal> bouncePercent,
    Optional<BigDecimal> complaintPercent,
    int afterMessages,
    Optional<LocalDate> warmUpFrom,
    List<Integer> warmUp,
    List<DomainRule> domains) {

  /** What holds until a controller says otherwise. */
  public static final SendingRules USUAL =
      new SendingRules(
          Optional.empty(),
          Optional.empty(),
          24,
          Optional.empty(),
          Optional.empty(),
          500,
          Optional.empty(),
          List.of(),
          List.of());

  public SendingRules {
    warmUp = List.copyOf(warmUp);
    domains = List.copyOf(domains);
  }

  /** The most on that day, while the warm-up plan runs. */
  public Optional<Integer> most(LocalDate day) {
    return warmUpFrom
        .map(from -> ChronoUnit.DAYS.between(from, day))
        .filter(number -> number >= 0 && number < warmUp.size())
        .map(number -> warmUp.get(number.intValue()));
  }

  /** The rule that holds for a domain. */
  Optional<DomainRule> domain(String name) {
    return domains.stream()
        .filter(rule -> rule.domain().equals(name))
        .findFirst()
        .or(
            () ->
                domains.stream()
                    .filter(rule -> rule.domain().equals(DomainRule.OTHERS))
                    .findFirst());
  }
}
