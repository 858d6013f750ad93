package nl.voorkeur.container;

import java.util.Base64;
import javax.sql.DataSource;
import nl.voorkeur.platform.persistence.TestDatabase;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Gives the server that Arquillian starts its settings, among them a database of its own. Stands
 * before Arquillian's extension.
 */
public final class ContainerSettings implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    if (System.getProperty("voorkeur.db.url") != null) {
      return; // this is the server, running the test class inside: it has got them
    }
    DataSource database = TestDatabase.fresh();
    String key = "dev-test:" + Base64.getEncoder().encodeToString(new byte[32]);
    System.setProperty("voorkeur.test.server", "target/server/payara-micro.jar");
    System.setProperty(
        "voorkeur.test.options",
        String.join(
            " ",
            "-XX:TieredStopAtLevel=1",
            "-Dvoorkeur.db.url=" + ((PGSimpleDataSource) database).getURL().replaceAll("\\?.*", ""),
            "-Dvoorkeur.db.user=postgres",
            "-Dvoorkeur.db.password=none",
            "-Dvoorkeur.smtp.host=localhost",
            "-Dvoorkeur.smtp.port=9",
            "-Dvoorkeur.admin.password=Voorkeur-1234",
            "-Dvoorkeur.token.keys=" + key,
            "-Dvoorkeur.address.keys=" + key));
  }
}
