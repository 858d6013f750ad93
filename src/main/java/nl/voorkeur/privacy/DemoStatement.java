package nl.voorkeur.privacy;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Clock;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.persistence.Sql;

/**
 * Publishes a first statement for the controllers of the demo content, so that there is one to look
 * at. In development only, and only for addresses that can't exist (RFC 2606).
 */
@Singleton
@Startup
@DependsOn("Migration")
public class DemoStatement {

  @Inject private Configuration configuration;
  @Inject private Catalogue catalogue;
  @Inject private Sql sql;
  @Inject private Clock clock;

  @PostConstruct
  void fill() {
    if (configuration.isDevelopment()) {
      Materials materials = new Materials(catalogue, sql, clock);
      catalogue.controllers().stream()
          .filter(one -> one.contactEmail().value().endsWith(".example"))
          .filter(one -> one.statementVersion().isEmpty())
          .forEach(one -> publish(one, materials.of(one)));
    }
  }

  /** A controller of which nobody answered anything is not of the demo. */
  private void publish(Controller controller, Material material) {
    if (material.answers().plain().isEmpty()) {
      return;
    }
    sql.with(
        handle -> {
          StatementWriter.write(material)
              .forEach(
                  (language, text) ->
                      handle.execute(
                          "INSERT INTO statement (controller_id, language, version, text)"
                              + " VALUES (?, CAST(? AS language), 1, ?) ON CONFLICT DO NOTHING",
                          controller.id().value(),
                          language.name(),
                          text));
          return 0;
        });
  }
}
