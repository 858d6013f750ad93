package nl.voorkeur.preference.rest;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.Unit;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.OneClick;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.metrics.Meters;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.platform.token.LinkPurpose;
import nl.voorkeur.platform.token.LinkTokens;

/**
 * Unsubscribes on the POST of RFC 8058: no session, no cookie, no redirect, and always the same
 * answer (requirements U2 to U11). GET and HEAD show the person's own page, whose form posts to
 * another address, so that the two never mix (U9).
 */
@WebServlet(urlPatterns = "/u/*", loadOnStartup = 1)
public class OneClickServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient LinkTokens tokens;
  @Inject private transient OneClick oneClick;
  @Inject private transient Meters meters;

  private transient Histogram duration;

  @Override
  public void init() {
    duration =
        meters.histogram(
            "voorkeur_one_click_seconds",
            "How long a one-click unsubscribe took, until it was in force.");
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    switch (request.getMethod()) {
      case "GET", "HEAD" -> show(request, response);
      case "POST" -> unsubscribe(request, response);
      case "OPTIONS" -> {
        response.setHeader("Allow", "GET, HEAD, POST, OPTIONS");
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      }
      default -> {
        response.setHeader("Allow", "GET, HEAD, POST, OPTIONS");
        answer(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "method not allowed");
      }
    }
  }

  private void show(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Optional<Link> link = link(request);
    if (link.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      PageRoute.show(
          request,
          response,
          "/unsubscribe.xhtml",
          "/unsubscribe",
          request.getRequestURI(),
          token(request),
          link.get());
    }
  }

  private void unsubscribe(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(OneClickBody.MOST_BYTES + 1);
    Optional<Link> link = link(request);
    if (link.isEmpty()) {
      answer(response, HttpServletResponse.SC_NOT_FOUND, "not found");
    } else if (!OneClickBody.isOneClick(request.getContentType(), body)) {
      answer(
          response,
          HttpServletResponse.SC_BAD_REQUEST,
          "the body must be List-Unsubscribe=One-Click (RFC 8058)");
    } else {
      long began = System.nanoTime();
      stop(link.get());
      duration.observe(Unit.nanosToSeconds(System.nanoTime() - began));
      answer(response, HttpServletResponse.SC_OK, "unsubscribed");
    }
  }

  private void stop(Link link) {
    oneClick.withdraw(
        new RecipientId(link.subject()),
        link.topic() == 0 ? Optional.empty() : Optional.of(new TopicId(link.topic())),
        Provenance.byRecipient(Route.ONE_CLICK, link.mailing()));
  }

  private Optional<Link> link(HttpServletRequest request) {
    return tokens.read(token(request), LinkPurpose.UNSUBSCRIBE);
  }

  private static String token(HttpServletRequest request) {
    return request.getRequestURI().substring("/u/".length());
  }

  private static void answer(HttpServletResponse response, int status, String text)
      throws IOException {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.US_ASCII);
    response.setStatus(status);
    response.setContentType("text/plain;charset=US-ASCII");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
