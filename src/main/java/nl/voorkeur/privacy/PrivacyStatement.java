package nl.voorkeur.privacy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Statements;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Role;

/** Writes, checks and publishes the statement of a controller (GDPR art. 12 to 14). */
@Stateless
public class PrivacyStatement {

  private Catalogue catalogue;
  private Statements statements;
  private Materials materials;

  /** For the container. */
  public PrivacyStatement() {}

  @Inject
  public PrivacyStatement(Catalogue catalogue, Statements statements, Sql sql, Clock clock) {
    this.catalogue = catalogue;
    this.statements = statements;
    this.materials = new Materials(catalogue, sql, clock);
  }

  /** The statement from the facts of this moment. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Draft draft(ControllerId id) {
    Controller controller =
        catalogue
            .controller(id)
            .orElseThrow(() -> new IllegalArgumentException("no such controller"));
    Material material = materials.of(controller);
    Map<Language, String> texts = StatementWriter.write(material);
    CompletenessCheck.Edition edition =
        controller
            .statementVersion()
            .map(version -> statements.texts(id, version))
            .map(
                published ->
                    published.equals(texts)
                        ? CompletenessCheck.Edition.CURRENT
                        : CompletenessCheck.Edition.OUTDATED)
            .orElse(CompletenessCheck.Edition.NONE);
    return new Draft(
        texts,
        CompletenessCheck.of(material, edition),
        edition != CompletenessCheck.Edition.CURRENT);
  }

  /** Publishes the statement from the facts of this moment, in all languages together. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Publication publish(ControllerId id) {
    Draft draft = draft(id);
    if (!draft.blocking().isEmpty()) {
      return Publication.REFUSED;
    }
    return statements.publish(id, draft.texts()).isPresent()
        ? Publication.DONE
        : Publication.UNCHANGED;
  }
}
