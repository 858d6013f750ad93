package nl.voorkeur.mailing.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.mailing.Drafts;
import nl.voorkeur.mailing.Preview;
import nl.voorkeur.platform.faces.Parameters;

/**
 * The HTML part of a mailing, for the frame in which staff look at it. It may style itself, and
 * nothing else: no script, no request, no way out of its frame.
 */
@WebServlet("/staff/mailing/preview")
public class PreviewServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  private static final Pattern DARK = Pattern.compile("\\(prefers-color-scheme:\\s*dark\\)");

  @Inject private transient Drafts drafts;
  @Inject private transient Parameters parameters;
  @Inject private transient Desk desk;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Preview> preview = preview();
    if (preview.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    answer(response, scheme(preview.get().html(), parameters.text("scheme").orElse("")));
  }

  /** A mail in a frame of ours. */
  static void answer(HttpServletResponse response, String html) throws IOException {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/html;charset=UTF-8");
    response.getOutputStream().write(html.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<Preview> preview() {
    Optional<MailingId> mailing = parameters.number("mailing").map(MailingId::new);
    Optional<RecipientId> as = parameters.number("as").map(RecipientId::new);
    if (mailing.isEmpty()) {
      return Optional.empty();
    }
    if (as.isPresent()) {
      return drafts.previewAs(desk.id(), mailing.get(), as.get());
    }
    Language language =
        parameters
            .text("in")
            .flatMap(Language::of)
            .orElseGet(() -> desk.controller().defaultLanguage());
    return drafts.preview(desk.id(), mailing.get(), language);
  }

  /**
   * Light or dark, whatever the screen is: the mail's own rules for a dark screen hold always, or
   * never.
   */
  private static String scheme(String html, String wanted) {
    return switch (wanted) {
      case "dark" -> DARK.matcher(html).replaceAll("all");
      case "light" -> DARK.matcher(html).replaceAll("not all");
      default -> html;
    };
  }
}
