package nl.voorkeur.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.faces.HostNames;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.JdbiException;

/**
 * Host names of controllers, read anew now and then, as every request asks. The portal's own name
 * is never one of them, whatever the database says: staff would be shut out of their pages.
 */
@ApplicationScoped
public class Hosts implements HostNames {

  /** After which a change is known on every node. */
  static final Duration KNOWN_WITHIN = Duration.ofSeconds(1);

  private Sql sql;
  private Clock clock;
  private String own;
  private volatile Known known = new Known(Instant.MIN, Map.of());

  private record Known(Instant until, Map<String, String> slugs) {}

  /** For the container. */
  protected Hosts() {}

  @Inject
  public Hosts(Sql sql, Configuration configuration, Clock clock) {
    this.sql = sql;
    this.own = configuration.get(Setting.BASE_URL).getHost().toLowerCase(Locale.ROOT);
    this.clock = clock;
  }

  /** Whether a name is the portal's own, or another controller's. */
  boolean isTaken(String host, ControllerId by) {
    return isOwn(host)
        || sql.with(
            handle ->
                handle
                    .createQuery(
                        "SELECT EXISTS (SELECT FROM controller WHERE host = :host AND id <> :id)")
                    .bind("host", host)
                    .bind("id", by.value())
                    .mapTo(Boolean.class)
                    .one());
  }

  private boolean isOwn(String host) {
    return host.equals(own);
  }

  @Override
  public Optional<String> controllerAt(String host) {
    Known now = known;
    Instant at = clock.instant();
    if (!at.isBefore(now.until())) {
      now = new Known(at.plus(KNOWN_WITHIN), readOr(now.slugs()));
      known = now;
    }
    return Optional.ofNullable(now.slugs().get(host)).filter(slug -> !isOwn(host));
  }

  /** While the database is away the names known before hold, as each page tells of it itself. */
  private Map<String, String> readOr(Map<String, String> before) {
    try {
      return read();
    } catch (JdbiException away) {
      return before;
    }
  }

  private Map<String, String> read() {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT host, slug FROM controller WHERE host IS NOT NULL")
                .reduceRows(
                    new HashMap<>(),
                    (slugs, row) -> {
                      slugs.put(
                          row.getColumn("host", String.class), row.getColumn("slug", String.class));
                      return slugs;
                    }));
  }
}
