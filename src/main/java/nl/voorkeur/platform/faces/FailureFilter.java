package nl.voorkeur.platform.faces;

import jakarta.ejb.EJBAccessException;
import jakarta.enterprise.context.Dependent;
import jakarta.faces.application.ViewExpiredException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import nl.voorkeur.kernel.OutOfReach;
import nl.voorkeur.platform.persistence.DatabaseOutage;
import org.jdbi.v3.core.JdbiException;

/**
 * The one place where a failure becomes a page. Shows and logs kinds, places and a number, never an
 * exception's text, which may hold an address.
 */
@Dependent
public class FailureFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = Logger.getLogger(FailureFilter.class.getName());

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, response);
    } catch (IOException gone) {
      throw gone; // the browser hung up; nobody is left to be told
    } catch (ServletException | RuntimeException failure) {
      if (response.isCommitted()) {
        throw failure;
      }
      response.resetBuffer();
      answer(request, response, failure);
    }
  }

  private static void answer(
      HttpServletRequest request, HttpServletResponse response, Exception failure)
      throws IOException, ServletException {
    StringBuilder kinds = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ViewExpiredException) {
        response.setStatus(HttpServletResponse.SC_CONFLICT);
        request
            .getRequestDispatcher("/WEB-INF/errorpages/expired.xhtml")
            .forward(request, response);
        return;
      }
      if (cause instanceof OutOfReach) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
        return;
      }
      if (cause instanceof EJBAccessException) {
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
        return;
      }
      StackTraceElement[] trace = cause.getStackTrace();
      kinds.append(kinds.isEmpty() ? "" : " < ").append(cause.getClass().getName());
      if (cause instanceof SQLException sql) {
        kinds.append(" SQLSTATE ").append(sql.getSQLState());
      }
      if (trace.length > 0) {
        kinds.append(" at ").append(trace[0]);
      }
    }
    String number = UUID.randomUUID().toString();
    LOG.log(Level.WARNING, "page failure {0}: {1}", new Object[] {number, kinds});
    response.setHeader("X-Failure", number);
    if (isOutage(failure)) {
      response.setHeader("Retry-After", "60");
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    } else {
      response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }
  }

  private static boolean isOutage(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DatabaseOutage
          || cause instanceof JdbiException
          || cause instanceof SQLException) {
        return true;
      }
    }
    return false;
  }
}
