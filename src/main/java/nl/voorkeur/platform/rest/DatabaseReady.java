package nl.voorkeur.platform.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import nl.voorkeur.platform.persistence.Sql;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the database answers; a proxy takes a node that isn't out of service (MicroProfile
 * Health s. 2.3).
 */
@Readiness
@ApplicationScoped
public class DatabaseReady implements HealthCheck {

  private static final String NAME = "database";

  private Sql sql;

  /** For the container. */
  public DatabaseReady() {}

  @Inject
  public DatabaseReady(Sql sql) {
    this.sql = sql;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      sql.with(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
      return HealthCheckResponse.up(NAME);
    } catch (RuntimeException unreachable) {
      return HealthCheckResponse.down(NAME);
    }
  }
}
