package nl.voorkeur.platform.rest;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import nl.voorkeur.platform.metrics.Meters;

/**
 * The metrics in Prometheus' text format, or as OpenMetrics for a reader that asks for it. Who may
 * read them is the gate's business.
 */
@WebServlet("/metrics")
public class MetricsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient Meters meters;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ExpositionFormatWriter writer = meters.writer(request.getHeader("Accept"));
    response.setContentType(writer.getContentType());
    writer.write(response.getOutputStream(), meters.registry().scrape());
  }
}
