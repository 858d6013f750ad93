package nl.voorkeur.platform.persistence;

import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Content to try the portal with; only in development, and only when there is no controller yet.
 */
final class Demo {

  private Demo() {}

  static void fill(DataSource dataSource) {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(Sql.resource(Demo.class, "/db/demo/demo.sql"));
    } catch (SQLException e) {
      throw new DatabaseOutage(e);
    }
  }
}
