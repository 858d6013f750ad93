package nl.voorkeur.platform.persistence;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import nl.voorkeur.platform.configuration.Configuration;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema to this version before anything else starts. Flyway is the only source of the
 * schema; EclipseLink generates nothing.
 *
 * <p>The pool: 40 connections, which reckon with a disk that finds any page as fast as the next;
 * each statement ends after 30 s and waits at most 5 s for a lock, so that one stuck transaction
 * can't stop the portal; the URL's own options come on top. Whoever gets no connection within 3 s
 * hears so, and once one connection proves dead, all are made anew, so that the portal is back as
 * soon as its database is.
 */
@DataSourceDefinition(
    name = "java:app/jdbc/voorkeur",
    className = "org.postgresql.ds.PGSimpleDataSource",
    url = "${MPCONFIG=voorkeur.db.url}",
    user = "${MPCONFIG=voorkeur.db.user}",
    password = "${MPCONFIG=voorkeur.db.password}",
    minPoolSize = 4,
    maxPoolSize = 40,
    properties = {
      "options=-c random_page_cost=1.1 -c statement_timeout=30s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s",
      "logServerErrorDetail=false",
      "reWriteBatchedInserts=true",
      "prepareThreshold=3",
      "stringType=unspecified",
      "connectTimeout=2",
      "tcpKeepAlive=true",
      "fish.payara.max-wait-time-in-millis=3000",
      "fish.payara.fail-all-connections=true",
      "fish.payara.is-connection-validation-required=true",
      "fish.payara.connection-validation-method=auto-commit",
      "fish.payara.validate-atmost-once-period-in-seconds=5"
    })
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Migration {

  @Resource(lookup = "java:app/jdbc/voorkeur")
  private DataSource dataSource;

  @Inject private Configuration configuration;

  @PostConstruct
  void migrate() {
    Flyway.configure().dataSource(dataSource).locations("classpath:db/migration").load().migrate();
    if (configuration.isDevelopment()) {
      Demo.fill(dataSource);
    }
  }
}
