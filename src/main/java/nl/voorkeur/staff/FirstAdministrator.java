package nl.voorkeur.staff;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Role;

/** Makes the account {@code admin} at the first start, and never again. */
@Singleton
@Startup
@DependsOn("Migration")
public class FirstAdministrator {

  private static final String NAME = "admin";

  @PersistenceContext private EntityManager entities;
  @Inject private Configuration configuration;
  @Inject private Passwords passwords;
  @Inject private Sql sql;

  @PostConstruct
  void make() {
    OperatorStore store = new OperatorStore(entities);
    store.queue();
    if (!store.isEmpty()) {
      return;
    }
    Optional<String> password = configuration.find(Setting.ADMIN_PASSWORD);
    if (password.isEmpty()) {
      throw new IllegalStateException(
          Setting.ADMIN_PASSWORD.variable()
              + " is missing; the first start makes the administrator with it.");
    }
    Operator administrator =
        store.add(
            new Operator(
                NAME, "Administrator", Set.of(Role.ADMINISTRATOR), passwords.hash(password.get())));
    new AuditStore(sql)
        .append(
            "system", "OPERATOR_ADDED", Optional.empty(), "operator " + administrator.id(), NAME);
  }
}
