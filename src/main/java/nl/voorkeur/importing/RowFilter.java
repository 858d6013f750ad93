package nl.voorkeur.importing;

import java.util.Optional;

/** Which rows of a report. */
public record RowFilter(Optional<Outcome> outcome, Optional<String> fault) {

  public static final RowFilter ALL = new RowFilter(Optional.empty(), Optional.empty());

  public static RowFilter of(Outcome outcome) {
    return new RowFilter(Optional.of(outcome), Optional.empty());
  }
}
