package nl.voorkeur.staff.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import nl.voorkeur.platform.rest.Download;
import nl.voorkeur.staff.AuditTrail;

/** The entries of the trail that a filter asks for, as a file. */
@WebServlet("/staff/audit/file")
public class AuditServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient AuditTrail trail;
  @Inject private transient AuditFilter filter;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Download.csv(response, "audit.csv");
    trail.write(filter.controller(), filter.search(), response.getWriter());
  }
}
