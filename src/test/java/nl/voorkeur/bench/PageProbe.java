package nl.voorkeur.bench;

import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * The limit for the preference page: a servlet that runs the statements of the page, reads all that
 * they answer, and writes the very page that was put here before. A post does what a topic turned
 * off takes: the page's statements, the entry with its look for messages about to start, and the
 * page's statements again.
 */
@WebServlet("/page/*")
public class PageProbe extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Resource(lookup = "java:app/jdbc/probe")
  private transient DataSource dataSource;

  private transient String person;
  private transient String lines;
  private transient volatile byte[] page = {};

  @Override
  public void init() {
    person = ProductSql.of("preference/person.sql");
    lines = ProductSql.of("preference/lines.sql");
  }

  @Override
  protected void doPut(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    page = request.getInputStream().readAllBytes();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long id = Long.parseLong(request.getPathInfo().substring(1));
    try (Connection connection = dataSource.getConnection()) {
      read(connection, id);
    } catch (SQLException e) {
      throw new IOException(e);
    }
    write(response);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long id = Long.parseLong(request.getPathInfo().substring(1));
    request.getParameterMap();
    try (Connection connection = dataSource.getConnection()) {
      read(connection, id);
      withdraw(connection, id);
      read(connection, id);
    } catch (SQLException e) {
      throw new IOException(e);
    }
    write(response);
  }

  private void read(Connection connection, long id) throws SQLException {
    run(connection, person, id);
    run(connection, lines, Instant.now().toString(), id);
  }

  private static void run(Connection connection, String statement, Object... values)
      throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) {
        prepared.setObject(i + 1, values[i]);
      }
      ProductSql.exhaust(prepared);
    }
  }

  private static void withdraw(Connection connection, long id) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(ProductSql.OPT_OUT)) {
      ProductSql.fillOptOut(prepared, "PREFERENCES", id);
      ProductSql.exhaust(prepared);
    }
  }

  private void write(HttpServletResponse response) throws IOException {
    response.setContentType("text/html;charset=UTF-8");
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }
}
