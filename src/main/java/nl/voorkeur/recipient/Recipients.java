package nl.voorkeur.recipient;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.QuestionId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Role;

/** The people at a controller, found by id or by address. */
@Stateless
public class Recipients {

  private RecipientStore store;

  /** For the container. */
  public Recipients() {}

  @Inject
  public Recipients(Sql sql, AddressKeys keys) {
    this.store = new RecipientStore(sql, keys);
  }

  @PermitAll
  public Optional<Recipient> find(RecipientId id) {
    return store.find(id);
  }

  /** A recipient of another controller is as good as none (promise 7). */
  @PermitAll
  public Optional<Recipient> find(ControllerId controller, RecipientId id) {
    return store.find(controller, id);
  }

  /** Whose a recipient is, for callers who know the number only; they then name the controller. */
  @PermitAll
  public Optional<ControllerId> controllerOf(RecipientId id) {
    return store.find(id).map(Recipient::controller);
  }

  @PermitAll
  public Optional<Recipient> find(ControllerId controller, EmailAddress address) {
    return store.find(controller, address);
  }

  /**
   * The recipient with this address, made when there is none. An address that is on a suppression
   * list gets its suppression in the same transaction.
   *
   * @param source where the address came from, kept for the person to read
   */
  @PermitAll
  public RecipientId obtain(
      ControllerId controller, EmailAddress address, Optional<Language> language, String source) {
    return store.obtain(controller, address, language, source);
  }

  /** The language in which this person wants mail. */
  @PermitAll
  public void chooseLanguage(RecipientId id, Language language) {
    store.chooseLanguage(id, language);
  }

  /** How this person is called; empty for who does not say. */
  @PermitAll
  public void rename(RecipientId id, String firstName, String lastName) {
    store.rename(id, firstName, lastName);
  }

  /** What this person answered to questions of their controller; empty takes an answer back. */
  @PermitAll
  public void answer(RecipientId id, Map<QuestionId, String> answers) {
    store.answer(id, answers);
  }

  /**
   * One page of recipients whose address begins with a text, by address.
   *
   * @param prefix in any case; empty is everybody
   */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<Recipient> search(ControllerId controller, String prefix, int offset, int limit) {
    return store.search(controller, prefix, offset, limit);
  }

  /**
   * The next recipients whose address begins with a text, in the order of their numbers.
   *
   * @param after the number of the last one of the page before; 0 at first
   */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<Recipient> after(ControllerId controller, String prefix, long after, int limit) {
    return store.after(controller, prefix, after, limit);
  }

  /** How many there are, or {@code most} when there are more. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public int count(ControllerId controller, String prefix, int most) {
    return store.count(controller, prefix, most);
  }

  /** One page of those that staff look for. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<Recipient> search(
      ControllerId controller, RecipientQuery query, int offset, int limit) {
    return store.search(controller, query, offset, limit);
  }

  /**
   * How many staff would find.
   *
   * @param most when there are more, this is the answer, so that nobody waits for a number that
   *     tells them nothing
   */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public int count(ControllerId controller, RecipientQuery query, int most) {
    return store.count(controller, query, most);
  }
}
