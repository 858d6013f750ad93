package nl.voorkeur.bench;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The limits for the one-click POST: a servlet in the same server that only runs the same statement
 * on a pool of the same size; or, at {@code /entry/}, that only writes the entry and doesn't look
 * for messages about to start.
 */
@DataSourceDefinition(
    name = "java:app/jdbc/probe",
    className = "org.postgresql.ds.PGSimpleDataSource",
    url = "${MPCONFIG=voorkeur.db.url}",
    user = "${MPCONFIG=voorkeur.db.user}",
    password = "${MPCONFIG=voorkeur.db.password}",
    minPoolSize = 4,
    maxPoolSize = 40,
    properties = {"prepareThreshold=3", "stringType=unspecified"})
@WebServlet({"/probe/*", "/entry/*"})
public class ProbeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final String ENTRY =
      "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor, evidence)"
          + " SELECT r.id, 11, 'WITHDRAWAL', 'ONE_CLICK', 'recipient', '{\"mailing\": \"1\"}' FROM recipient r WHERE r.id = ?";

  @Resource(lookup = "java:app/jdbc/probe")
  private transient DataSource dataSource;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long recipient = Long.parseLong(request.getPathInfo().substring(1));
    boolean bare = "/entry".equals(request.getServletPath());
    try (var connection = dataSource.getConnection();
        var statement = connection.prepareStatement(bare ? ENTRY : ProductSql.OPT_OUT)) {
      if (bare) {
        statement.setLong(1, recipient);
        statement.executeUpdate();
      } else {
        ProductSql.fillOptOut(statement, "ONE_CLICK", recipient);
        ProductSql.exhaust(statement);
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
    response.setStatus(200);
    response.setContentType("text/plain");
    response.getWriter().write("ok");
  }
}
