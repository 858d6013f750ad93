package nl.voorkeur.importing;

import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;

/**
 * What became of one record.
 *
 * @param line where it begins in the file, counted from 1
 * @param given its address or entry as the file has it
 * @param fault why it is refused: a {@link Refusal} or an address fault
 * @param lacking which facts it lacks
 * @param notes what we repaired: {@link Repair}
 * @param mergedInto the line of the record that counts instead
 * @param keptOut topics that the person said no to before
 */
public record ImportedRow(
    int record,
    int line,
    String given,
    Outcome outcome,
    Optional<String> fault,
    List<ImportField> lacking,
    List<Repair> notes,
    Optional<Integer> mergedInto,
    List<TopicId> keptOut,
    Optional<RecipientId> recipient) {}
