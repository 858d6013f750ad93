package nl.voorkeur.permission;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import nl.voorkeur.platform.persistence.Sql;

/**
 * Writes down every night which consents have become too old for their topic (ConsentExpired of
 * ISO/IEC TS 27560). The rule knows it to the second without this; the entry makes that a topic
 * whose months are made longer afterwards doesn't bring old consents back.
 */
@Singleton
@Startup
@DependsOn("Migration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ConsentExpiry {

  private static final int AT_ONCE = 5_000;

  private Sql sql;

  /** For the container. */
  public ConsentExpiry() {}

  @Inject
  public ConsentExpiry(Sql sql) {
    this.sql = sql;
  }

  @Schedule(hour = "2", minute = "41", persistent = false)
  @PermitAll
  public void expire() {
    int some;
    do {
      some =
          sql.with(
              handle ->
                  handle
                      .createUpdate(sql.text(ConsentExpiry.class, "expire"))
                      .bind("most", AT_ONCE)
                      .execute());
    } while (some == AT_ONCE);
  }
}
