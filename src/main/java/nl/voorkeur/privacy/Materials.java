package nl.voorkeur.privacy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.Agreement;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.catalogue.TopicText;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.text.Times;

/** Brings together what a statement is written from. */
final class Materials {

  private final Catalogue catalogue;
  private final FactStore facts;
  private final ProcessorStore processors;
  private final Clock clock;

  Materials(Catalogue catalogue, Sql sql, Clock clock) {
    this.catalogue = catalogue;
    this.facts = new FactStore(sql);
    this.processors = new ProcessorStore(sql);
    this.clock = clock;
  }

  Material of(Controller controller) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), Times.ZONE);
    return new Material(
        new Material.Responsible(
            controller.name(),
            controller.postalAddress(),
            controller.contactEmail().value(),
            controller.contactPhone(),
            controller.ourRole(),
            catalogue.agreements(controller.id()).stream()
                .filter(one -> one.isInForce(today))
                .map(Agreement::principal)
                .findFirst(),
            controller.languages(),
            facts.tracks(controller.id())),
        catalogue.topics(controller.id()).stream()
            .filter(Topic::isOpen)
            .map(Materials::mail)
            .toList(),
        facts.find(controller.id()).answers(),
        processors.all(controller.id()),
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
