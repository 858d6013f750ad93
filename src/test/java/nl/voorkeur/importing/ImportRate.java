package nl.voorkeur.importing;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Measures an import of many records, by hand: {@code java ... nl.voorkeur.importing.ImportRate
 * 200000}. Prints records a second and what of the heap is in use.
 */
final class ImportRate {

  private ImportRate() {}

  public static void main(String[] arguments) throws SQLException {
    int records = Integer.parseInt(arguments[0]);
    Desk desk = new Desk();
    StringBuilder file = new StringBuilder("Email Address,OPTIN_TIME,CONFIRM_TIME\n");
    for (int i = 0; i < records; i++) {
      file.append("person")
          .append(i * 7919L % records)
          .append("@example")
          .append(i % 50)
          .append(".test,2024-05-01 10:00:00,2024-05-01 10:05:00\n");
    }
    byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
    file.setLength(0);
    try (Connection connection = desk.database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "ALTER DATABASE " + connection.getCatalog() + " SET track_functions = 'all'");
      if (arguments.length > 1) {
        statement.execute(
            "ALTER DATABASE "
                + connection.getCatalog()
                + " SET session_preload_libraries = 'auto_explain'");
        statement.execute(
            "ALTER DATABASE "
                + connection.getCatalog()
                + " SET auto_explain.log_min_duration = "
                + arguments[1]);
        statement.execute(
            "ALTER DATABASE " + connection.getCatalog() + " SET auto_explain.log_analyze = on");
        statement.execute(
            "ALTER DATABASE "
                + connection.getCatalog()
                + " SET auto_explain.log_nested_statements = on");
      }
    }
    for (String round : new String[] {"all new", "all known"}) {
      var id = desk.upload("rate.csv", new ByteArrayInputStream(bytes));
      FileLook look =
          desk.imports
              .look(id, java.util.Optional.empty(), java.util.Optional.empty())
              .orElseThrow();
      ImportPlan plan =
          desk.as(
              look,
              ImportKind.CONSENTS,
              round.equals("all new") ? Desk.WEEKBLIK : Desk.AANBIEDINGEN);
      long start = System.nanoTime();
      desk.imports.check(id, plan, false);
      desk.worker.work();
      long checked = System.nanoTime();
      desk.imports.start(id);
      desk.worker.work();
      long done = System.nanoTime();
      System.out.printf(
          "%s: check %,.1f s (%,.0f/s), import %,.1f s (%,.0f/s) %s heap %d MB%n",
          round,
          (checked - start) / 1e9,
          records / ((checked - start) / 1e9),
          (done - checked) / 1e9,
          records / ((done - checked) / 1e9),
          desk.imports.find(id).orElseThrow().counts(),
          (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
    }
    try (Connection connection = desk.database.getConnection();
        var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT funcname, calls, total_time, self_time FROM pg_stat_user_functions ORDER BY self_time DESC LIMIT 12")) {
      while (rows.next()) {
        System.out.printf(
            "%-30s %10d %12.0f %12.0f%n",
            rows.getString(1), rows.getLong(2), rows.getDouble(3), rows.getDouble(4));
      }
    }
    System.exit(0);
  }
}
