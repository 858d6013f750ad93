package nl.voorkeur.importing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;

/**
 * One record as we read it, on its way into staging.
 *
 * @param given its address or entry as the file has it
 * @param entry whose it is; empty when it is refused
 * @param says what it says of the person
 * @param unproven why it gives no permission
 * @param facts the evidence as the text of a JSON object
 * @param fault why it is refused: a {@link Refusal} or an address fault
 */
record StagedRow(
    String given,
    Optional<Entry> entry,
    Optional<Language> language,
    String firstName,
    String lastName,
    boolean complaint,
    Says says,
    Optional<Refusal> unproven,
    String facts,
    Set<Repair> notes,
    Optional<String> fault,
    List<ImportField> lacking) {

  /** Whose record it is: a mailbox, or the hash of one. */
  sealed interface Entry {
    record Mailbox(EmailAddress address) implements Entry {}

    record Hash(SuppressionForm form, byte[] digest) implements Entry {}
  }

  /** Forms of a hash. Equal to values of the SQL type {@code suppression_form}. */
  enum SuppressionForm {
    SHA256,
    MD5
  }

  static StagedRow refused(String given, String fault) {
    return refused(given, fault, Set.of(), List.of());
  }

  static StagedRow refused(
      String given, String fault, Set<Repair> notes, List<ImportField> lacking) {
    return new StagedRow(
        given,
        Optional.empty(),
        Optional.empty(),
        "",
        "",
        false,
        Says.IN,
        Optional.empty(),
        "{}",
        notes,
        Optional.of(fault),
        lacking);
  }
}
