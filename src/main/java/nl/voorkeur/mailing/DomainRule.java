package nl.voorkeur.mailing;

import java.util.Optional;

/**
 * How fast mail may leave for the recipients of one domain, over all nodes.
 *
 * @param domain as A-labels, or {@link #OTHERS}
 * @param connections how many messages at once
 */
public record DomainRule(
    String domain, Optional<Integer> perSecond, Optional<Integer> connections) {

  /** Stands for each domain that no rule names. */
  public static final String OTHERS = "*";
}
