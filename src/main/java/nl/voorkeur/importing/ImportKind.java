package nl.voorkeur.importing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.LegalBasis;

/** What the people in a file have said or done. Equal to the SQL type {@code import_kind}. */
public enum ImportKind {
  /**
   * Customers under the exception of art. 11.7(3) Tw, each with its four facts (requirement T3).
   */
  CUSTOMERS,
  /** People who agreed and confirmed it, with the times of both. */
  CONSENTS,
  /** People who stopped; who gave spam as the reason has complained. */
  OPT_OUTS,
  /** Addresses, or hashes of addresses, that must not be mailed whatever else holds. */
  SUPPRESSION;

  /** What its columns may hold. */
  public List<ImportField> fields() {
    return Arrays.stream(ImportField.values()).filter(field -> field.belongsTo(this)).toList();
  }

  /** The column without which it can't be read. */
  public ImportField key() {
    return this == SUPPRESSION ? ImportField.ENTRY : ImportField.ADDRESS;
  }

  /** Whether it is about topics. */
  public boolean hasTopics() {
    return this != SUPPRESSION;
  }

  /** The basis on which it lets people in, if it does. */
  public Optional<LegalBasis> basis() {
    return switch (this) {
      case CUSTOMERS -> Optional.of(LegalBasis.SOFT_OPT_IN);
      case CONSENTS -> Optional.of(LegalBasis.CONSENT);
      case OPT_OUTS, SUPPRESSION -> Optional.empty();
    };
  }
}
