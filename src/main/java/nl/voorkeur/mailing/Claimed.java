package nl.voorkeur.mailing;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.LegalBasis;
import nl.voorkeur.kernel.RecipientId;

/**
 * One recipient whose delivery this worker holds.
 *
 * @param language that they chose
 * @param basis why mail was allowed when the audience was fixed
 * @param attempts how often it was tried before
 * @param tracked whether they agree that we see what they open and click, and the mailing asks
 */
record Claimed(
    RecipientId recipient,
    EmailAddress address,
    Optional<String> firstName,
    Optional<String> lastName,
    Optional<Language> language,
    LegalBasis basis,
    int attempts,
    boolean tracked) {

  /** What the merge fields of authors stand for. */
  Map<MergeField, String> names() {
    Map<MergeField, String> values = new EnumMap<>(MergeField.class);
    firstName.ifPresent(name -> values.put(MergeField.FIRST_NAME, name));
    lastName.ifPresent(name -> values.put(MergeField.LAST_NAME, name));
    return values;
  }
}
