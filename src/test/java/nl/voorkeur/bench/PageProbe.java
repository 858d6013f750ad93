package nl.voorkeur.bench;

import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
  private transient String optOut;
  private transient volatile byte[] page = {};

  /** A statement of the product. */
  private static String statement(String file) throws IOException {
    try (InputStream in = PageProbe.class.getResourceAsStream("/nl/voorkeur/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void init() {
    try {
      person = statement("preference/person.sql");
      lines = statement("preference/lines.sql");
      optOut = statement("permission/opt_out.sql");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
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
      exhaust(prepared);
    }
  }

  private void withdraw(Connection connection, long id) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(optOut)) {
      Object[] values = {
        11L, "WITHDRAWAL", "PREFERENCES", "recipient", null, null, null, null, null, null
      };
      for (int i = 0; i < values.length; i++) {
        prepared.setObject(i + 1, values[i]);
      }
      prepared.setArray(11, connection.createArrayOf("text", new String[] {"mailing"}));
      prepared.setArray(12, connection.createArrayOf("text", new String[] {"1"}));
      prepared.setObject(13, null);
      prepared.setLong(14, id);
      exhaust(prepared);
    }
  }

  private static void exhaust(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          rows.getObject(i);
        }
      }
    }
  }

  private void write(HttpServletResponse response) throws IOException {
    response.setContentType("text/html;charset=UTF-8");
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }
}
