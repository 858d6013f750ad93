package nl.voorkeur.privacy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.Agreement;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Statements;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.catalogue.TopicText;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.text.Times;

/** Writes, checks and publishes the statement of a controller (GDPR art. 12 to 14). */
@Stateless
public class PrivacyStatement {

  private Catalogue catalogue;
  private Statements statements;
  private PrivacyFacts facts;
  private Clock clock;

  /** For the container. */
  public PrivacyStatement() {}

  @Inject
  public PrivacyStatement(
      Catalogue catalogue, Statements statements, PrivacyFacts facts, Clock clock) {
    this.catalogue = catalogue;
    this.statements = statements;
    this.facts = facts;
    this.clock = clock;
  }

  /** The statement from the facts of this moment. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Draft draft(ControllerId id) {
    Controller controller =
        catalogue
            .controller(id)
            .orElseThrow(() -> new IllegalArgumentException("no such controller"));
    Material material = material(controller);
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

  private Material material(Controller controller) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), Times.ZONE);
    return new Material(
        new Material.Responsible(
            controller.name(),
            controller.postalAddress(),
            controller.contactEmail().value(),
            controller.contactPhone(),
            controller.website(),
            controller.ourRole(),
            catalogue.agreements(controller.id()).stream()
                .filter(one -> one.isInForce(today))
                .map(Agreement::principal)
                .findFirst(),
            controller.languages()),
        catalogue.topics(controller.id()).stream()
            .filter(Topic::isOpen)
            .map(PrivacyStatement::mail)
            .toList(),
        facts.find(controller.id()).answers(),
        facts.processors(controller.id()),
        today);
  }

  private static Material.Mail mail(Topic topic) {
    return new Material.Mail(
        topic.kind(),
        topic.texts().entrySet().stream()
            .collect(
                Collectors.<Map.Entry<Language, TopicText>, Language, String>toMap(
                    Map.Entry::getKey, entry -> entry.getValue().name())));
  }
}
