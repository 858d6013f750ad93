package nl.voorkeur.mailing.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.mailing.Gallery;

/**
 * The pictures that mails show. Everybody asks for the same address, which holds a hash of the
 * picture; who asks is not looked at, and nothing is kept of it (promise 8).
 */
@WebServlet("/i/*")
public class PictureServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final Pattern PATH = Pattern.compile("/i/([0-9a-f]{32})\\.(png|jpg|gif)");
  private static final Map<String, String> TYPES =
      Map.of("png", "image/png", "jpg", "image/jpeg", "gif", "image/gif");

  @Inject private transient Gallery gallery;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Matcher path = PATH.matcher(request.getRequestURI());
    Optional<byte[]> bytes =
        path.matches() ? gallery.bytes(path.group(1), TYPES.get(path.group(2))) : Optional.empty();
    if (bytes.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    // mails and programs that read them are elsewhere
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.setContentType(TYPES.get(path.group(2)));
    response.setContentLength(bytes.get().length);
    response.getOutputStream().write(bytes.get());
  }
}
