package nl.voorkeur.bench;

import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The limit for a decision over HTTP: a servlet that only runs the query, by the address as text.
 */
@WebServlet("/decision")
public class DecisionProbe extends HttpServlet {
  private static final long serialVersionUID = 1L;

  static final String QUERY =
      "SELECT d.permitted, d.reason, d.basis, d.proof_seq FROM recipient r,"
          + " LATERAL (SELECT * FROM permission_decision(12, now()) q WHERE q.recipient_id = r.id) d"
          + " WHERE r.controller_id = 1 AND r.compare_key = ?";

  @Resource(lookup = "java:app/jdbc/probe")
  private transient DataSource dataSource;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String address = request.getReader().readLine();
    try (var connection = dataSource.getConnection();
        var statement = connection.prepareStatement(QUERY)) {
      statement.setString(1, address);
      try (var row = statement.executeQuery()) {
        row.next();
        response.setContentType("application/json");
        response
            .getWriter()
            .write(
                "{\"permitted\":"
                    + row.getBoolean(1)
                    + ",\"basis\":\""
                    + row.getString(3)
                    + "\",\"proof\":"
                    + row.getInt(4)
                    + "}");
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
