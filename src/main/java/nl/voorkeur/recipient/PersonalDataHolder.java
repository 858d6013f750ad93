package nl.voorkeur.recipient;

import java.util.List;
import nl.voorkeur.kernel.RecipientId;

/**
 * A package that stores something about recipients: what of it a person may see (GDPR art. 15) and
 * what goes when they want to be erased (art. 17). Each such package supplies one, found by CDI, so
 * that nothing is forgotten when a package is added.
 */
public interface PersonalDataHolder {

  /** What it holds, as a word of the bundle: {@code held.X}; also its name in the JSON file. */
  String name();

  /** What it holds about this person, newest first: all of it or a part. */
  List<PersonalRecord> about(RecipientId recipient, Stretch stretch);

  /** Everything it holds about this person, newest first. */
  default List<PersonalRecord> about(RecipientId recipient) {
    return about(recipient, Stretch.ALL);
  }

  /**
   * Lets go of what is not needed any more once the person is erased. Comes before the erasure
   * itself and may come again.
   */
  void erase(RecipientId recipient);
}
