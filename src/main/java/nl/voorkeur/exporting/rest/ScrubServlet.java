package nl.voorkeur.exporting.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.exporting.ListScrub;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.rest.Download;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.rest.ProblemJson;
import nl.voorkeur.platform.rest.Scopes;
import nl.voorkeur.platform.security.CurrentCaller;
import nl.voorkeur.platform.security.Scope;

/**
 * Which entries of a list may be mailed on a topic: {@code POST
 * /api/v1/scrub/<controller>/<topic>}. A plain servlet, as a list of any length streams through; it
 * is described in {@code META-INF/openapi.yaml}.
 */
@WebServlet("/api/v1/scrub/*")
public class ScrubServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Pattern PATH = Pattern.compile("/([1-9]\\d{0,17})/([1-9]\\d{0,17})");

  @Inject private transient ListScrub scrub;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      Scopes.require(CurrentCaller.of(request), Scope.DECISIONS);
      String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
      if (!type.startsWith("text/plain") && !type.startsWith("text/csv")) {
        throw Problem.exception(
            415, "unsupported-media-type", "Send text/plain or text/csv, in UTF-8.");
      }
      Matcher path = PATH.matcher(String.valueOf(request.getPathInfo()));
      if (!path.matches()) {
        throw Problem.notFound("topic");
      }
      ControllerId controller = new ControllerId(Long.parseLong(path.group(1)));
      TopicId topic = new TopicId(Long.parseLong(path.group(2)));
      if (!scrub.knows(controller, topic)) {
        throw Problem.notFound("topic");
      }
      request.setCharacterEncoding("UTF-8");
      Download.csv(response, "scrubbed-" + topic + ".csv");
      scrub.scrub(
          controller,
          topic,
          request.getReader(),
          response.getWriter(),
          "permitted".equals(request.getParameter("only")));
    } catch (RuntimeException failure) {
      ProblemJson.answer(response, failure);
    }
  }
}
