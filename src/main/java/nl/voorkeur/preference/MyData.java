package nl.voorkeur.preference;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.permission.OptOut;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.recipient.PersonalDataHolder;
import nl.voorkeur.recipient.PersonalRecord;
import nl.voorkeur.recipient.Stretch;

/**
 * Everything that is held about a person, from every package that holds something (GDPR art. 15 and
 * 20), and its erasure (art. 17). Whoever calls it has made sure that it is the person who asks.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MyData {

  /**
   * What one package holds.
   *
   * @param older where what is older begins; empty when nothing is
   */
  public record Part(String name, List<PersonalRecord> records, String older) {

    private static Part of(PersonalDataHolder holder, RecipientId recipient, Stretch stretch) {
      List<PersonalRecord> records = holder.about(recipient, stretch.andOneMore());
      if (records.size() <= stretch.most()) {
        return new Part(holder.name(), records, "");
      }
      List<PersonalRecord> shown = records.subList(0, stretch.most());
      return new Part(holder.name(), List.copyOf(shown), stretch.after(shown));
    }
  }

  private static final List<String> ORDER =
      List.of(
          "profile",
          "permissions",
          "mailings",
          "reports",
          "exports",
          "sign_ups",
          "imports",
          "own_pages",
          "cases");

  @Inject @Any private Instance<PersonalDataHolder> holders;
  @Inject private OptOut optOut;

  /** All of it, by the package that holds it. */
  @PermitAll
  public List<Part> about(RecipientId recipient) {
    return inOrder().map(holder -> new Part(holder.name(), holder.about(recipient), "")).toList();
  }

  /** A stretch of each, by the package that holds it; as many queries as there are packages. */
  @PermitAll
  public List<Part> about(RecipientId recipient, Function<String, Stretch> stretchOf) {
    return inOrder()
        .map(holder -> Part.of(holder, recipient, stretchOf.apply(holder.name())))
        .toList();
  }

  private Stream<PersonalDataHolder> inOrder() {
    return holders.stream().sorted(Comparator.comparingInt(holder -> ORDER.indexOf(holder.name())));
  }

  /**
   * Erases the person. What other packages hold goes first, so that a crash half-way leaves
   * somebody who can ask again, not data that nobody can ask about; last comes the entry that
   * leaves the shadow (promise 5).
   */
  @PermitAll
  public void erase(RecipientId recipient, Provenance provenance) {
    holders.stream().forEach(holder -> holder.erase(recipient));
    optOut.erase(recipient, provenance);
  }
}
