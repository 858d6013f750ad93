package nl.voorkeur.mailing.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.mailing.Archive;
import nl.voorkeur.platform.token.LinkUrls;

/** The mailings of a topic as a feed, so that one can read without giving an address. */
@WebServlet("*.atom")
public class FeedServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final int MOST = 20;
  private static final Pattern PATH =
      Pattern.compile("/archive/([a-z0-9-]{1,60})/([a-z0-9-]{1,60})\\.atom");

  @Inject private transient Catalogue catalogue;
  @Inject private transient Archive archive;
  @Inject private transient LinkUrls urls;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Matcher path = PATH.matcher(request.getRequestURI());
    Optional<Topic> topic =
        path.matches() ? catalogue.archived(path.group(1), path.group(2)) : Optional.empty();
    if (topic.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Controller controller = catalogue.controller(topic.get().controller()).orElseThrow();
    response.setContentType("application/atom+xml;charset=UTF-8");
    response.setHeader("Cache-Control", "public, max-age=900");
    try {
      new AtomFeed(controller, topic.get(), urls)
          .write(
              archive.issues(topic.get(), controller.defaultLanguage(), MOST),
              response.getOutputStream());
    } catch (XMLStreamException broken) {
      throw new IOException(broken);
    }
  }
}
