package nl.voorkeur.catalogue.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Looks;

/**
 * The colours and the logo of a controller, each at an address that holds its hash, so that a
 * browser asks once.
 */
@WebServlet("/look/*")
public class LookServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final Pattern PATH =
      Pattern.compile("/look/([a-z0-9-]{1,60})/([0-9a-f]{16})\\.(css|png)");

  @Inject private transient Catalogue catalogue;
  @Inject private transient Looks looks;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Matcher path = PATH.matcher(request.getRequestURI());
    if (!path.matches()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (path.group(3).equals("css")) {
      answer(response, "text/css;charset=UTF-8", rules(path.group(1), request.getRequestURI()));
    } else {
      answer(response, "image/png", looks.logo(path.group(1), path.group(2)));
    }
  }

  private Optional<byte[]> rules(String slug, String asked) {
    return catalogue
        .controller(slug)
        .map(Controller::look)
        .filter(look -> look.stylesheetPath(slug).filter(asked::equals).isPresent())
        .flatMap(look -> look.stylesheet())
        .map(rules -> rules.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpServletResponse response, String type, Optional<byte[]> content)
      throws IOException {
    if (content.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.setContentType(type);
    response.setContentLength(content.get().length);
    response.getOutputStream().write(content.get());
  }
}
