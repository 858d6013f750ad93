package nl.voorkeur.platform.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL for tests: one server for the JVM, the real migrations run once, and a database
 * of its own for each who asks, holding the demo's controllers and topics.
 */
public final class TestDatabase {

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Off for speed; measurements switch it on, as the product does. */
  private static final String DURABLE = System.getProperty("voorkeur.test.fsync", "off");

  private TestDatabase() {}

  private static final class Server {
    private static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .setServerConfig("fsync", DURABLE)
                .setServerConfig("synchronous_commit", DURABLE)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(postgres)));
        DataSource template = dataSource(postgres.getPort(), "template1");
        Flyway.configure()
            .dataSource(template)
            .locations("classpath:db/migration")
            .load()
            .migrate();
        Demo.fill(template);
        return postgres;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void close(EmbeddedPostgres postgres) {
      try {
        postgres.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Where a database is, for a process of its own. */
  public record Place(int port, String name) {
    public DataSource open() {
      return dataSource(port, name);
    }
  }

  /** A database with the schema and the demo's catalogue, and nobody in it. */
  public static DataSource fresh() {
    return freshPlace().open();
  }

  /** The same, where it is. */
  public static Place freshPlace() {
    String name = "test_" + COUNT.incrementAndGet();
    try (Connection admin = dataSource(Server.POSTGRES.getPort(), "postgres").getConnection();
        var statement = admin.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " TEMPLATE template1");
    } catch (SQLException e) {
      throw new DatabaseOutage(e);
    }
    return new Place(Server.POSTGRES.getPort(), name);
  }

  /** The same on a server with the durability and the memory of production, for measurements. */
  public static DataSource durable() {
    try {
      DataSource database = dataSource(Durable.POSTGRES.getPort(), "postgres");
      String name = "durable_" + COUNT.incrementAndGet();
      try (Connection admin = database.getConnection();
          var statement = admin.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      }
      DataSource made = dataSource(Durable.POSTGRES.getPort(), name);
      Flyway.configure().dataSource(made).locations("classpath:db/migration").load().migrate();
      Demo.fill(made);
      return made;
    } catch (SQLException e) {
      throw new DatabaseOutage(e);
    }
  }

  private static final class Durable {
    private static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "1GB")
                .setServerConfig("max_wal_size", "8GB")
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Server.close(postgres)));
        return postgres;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static DataSource dataSource(int port, String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"localhost"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser("postgres");
    source.setStringType("unspecified");
    return source;
  }
}
