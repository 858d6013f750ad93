package nl.voorkeur.exporting.rest;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.exporting.ListScrub;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.rest.Download;

/**
 * The scrub of the staff pages: a file comes, its answer goes back as a file. The server lays a
 * long upload aside while it arrives, and drops it with the answer.
 */
@WebServlet("/staff/exporting/scrubbed")
@MultipartConfig(fileSizeThreshold = 1 << 20)
public class ScrubFileServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient ListScrub scrub;
  @Inject private transient Parameters parameters;
  @Inject private transient Desk desk;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Optional<TopicId> topic =
        parameters.number("topic").map(TopicId::new).filter(id -> scrub.knows(desk.id(), id));
    Part file = request.getPart("file");
    if (topic.isEmpty() || file == null || file.getSize() == 0) {
      response.sendRedirect(desk.url("/staff/exporting/scrub?missing=true"));
      return;
    }
    try (BufferedReader list =
        new BufferedReader(new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8))) {
      Download.csv(response, "scrubbed-" + topic.get() + ".csv");
      scrub.scrub(
          desk.id(),
          topic.get(),
          list,
          response.getWriter(),
          parameters.text("only").filter("permitted"::equals).isPresent());
    } finally {
      file.delete();
    }
  }
}
