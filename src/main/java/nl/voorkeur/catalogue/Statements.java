package nl.voorkeur.catalogue;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/**
 * The privacy statements that were published, by controller, version and language (requirement S1).
 * They are written by the feature {@code privacy}; here everybody can find the one in force, to
 * name it in what they record.
 */
@Stateless
public class Statements {

  @Inject private Audit audit;
  private StatementStore store;

  /** For the container. */
  public Statements() {}

  @Inject
  public Statements(Sql sql) {
    this.store = new StatementStore(sql);
  }

  /**
   * The statement in force: in that language when the controller published it there, else in the
   * controller's default language; nothing before the first.
   */
  @PermitAll
  public Optional<StatementVersion> current(ControllerId controller, Language language) {
    return store.current(controller, language);
  }

  /** Every version in every language, the newest first. */
  @PermitAll
  public List<StatementVersion> all(ControllerId controller) {
    return store.all(controller);
  }

  /** The text of a version by language, as Markdown; empty when there is no such version. */
  @PermitAll
  public Map<Language, String> texts(ControllerId controller, int version) {
    return store.texts(controller, version);
  }

  /**
   * Publishes a version in all its languages together.
   *
   * @return its number; nothing when it would say the same as the one in force
   */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Optional<Integer> publish(ControllerId controller, Map<Language, String> texts) {
    Optional<Integer> version = store.publish(controller, texts);
    version.ifPresent(
        number ->
            audit.record(
                "STATEMENT_PUBLISHED",
                Optional.of(controller),
                "controller " + controller,
                "version " + number));
    return version;
  }
}
