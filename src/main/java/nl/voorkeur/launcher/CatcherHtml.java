package nl.voorkeur.launcher;

import static nl.voorkeur.launcher.Html.escape;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import nl.voorkeur.launcher.MailContent.NameAndValue;

/** The pages of the mail catcher, usable without scripts and at any width. */
final class CatcherHtml {

  static final int PAGE = 50;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH);

  private final ZoneId zone;

  CatcherHtml(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * The list, newest first.
   *
   * @param total how many mails there are
   * @param found those that match the words
   */
  String list(int total, List<CaughtMail> found, String words, int page) {
    int pages = Math.max(1, (found.size() + PAGE - 1) / PAGE);
    int shown = Math.min(page, pages);
    List<CaughtMail> mails =
        found.subList((shown - 1) * PAGE, Math.min(shown * PAGE, found.size()));
    StringBuilder html = new StringBuilder();
    html.append("<h1>Caught mail</h1><p class=\"soft\">");
    html.append("Mail of this development installation. None of it left this machine.</p>");
    if (total == 0) {
      html.append("<div class=\"empty\"><p>No mail yet.</p><p class=\"soft\">");
      html.append("Sign up on the portal, or send a mailing, and look here again.</p></div>");
      return frame("Caught mail", html);
    }
    html.append("<div class=\"bar\"><form role=\"search\" action=\"/\">");
    html.append("<label for=\"q\">Subject or address</label>");
    html.append("<input class=\"in\" id=\"q\" name=\"q\" type=\"search\" value=\"");
    html.append(escape(words)).append("\">");
    html.append("<button class=\"btn quiet\">Search</button></form>");
    html.append("<form method=\"post\" action=\"/delete\">");
    html.append("<button class=\"btn danger quiet\">Delete all ").append(total).append(" mails");
    html.append("</button></form></div>");
    html.append("<p class=\"soft num\">").append(found.size());
    html.append(found.size() == 1 ? " mail" : " mails");
    if (!words.isBlank()) {
      html.append(" with “").append(escape(words)).append("” · <a href=\"/\">show all</a>");
    }
    html.append("</p><ol class=\"mails\" reversed>");
    for (CaughtMail mail : mails) {
      html.append("<li><a href=\"/messages/").append(mail.id()).append("\">");
      html.append(escape(subject(mail))).append("</a>");
      html.append("<span class=\"soft\">").append(escape(mail.from())).append("</span>");
      html.append("<span>to ").append(escape(receiver(mail))).append("</span>");
      html.append(time(mail.received())).append("</li>");
    }
    html.append("</ol>");
    if (pages > 1) {
      html.append("<nav class=\"pages\" aria-label=\"Pages\">");
      html.append(shown > 1 ? link(words, shown - 1, "Newer") : "");
      html.append("<span class=\"num\">Page ").append(shown).append(" of ").append(pages);
      html.append("</span>");
      html.append(shown < pages ? link(words, shown + 1, "Older") : "");
      html.append("</nav>");
    }
    return frame("Caught mail", html);
  }

  private static String link(String words, int page, String label) {
    String query = "q=" + URLEncoder.encode(words, StandardCharsets.UTF_8) + "&page=" + page;
    return "<a href=\"/?" + escape(query) + "\">" + label + "</a>";
  }

  /** One mail. */
  String mail(CaughtMail mail, MailContent content) {
    String path = "/messages/" + mail.id();
    StringBuilder html = new StringBuilder();
    html.append("<p><a href=\"/\">All caught mail</a></p><h1>");
    html.append(escape(subject(mail))).append("</h1><dl class=\"facts\">");
    fact(html, "From", escape(mail.from()));
    fact(html, "To", escape(mail.to()));
    fact(html, "Delivered to", escape(String.join(", ", mail.envelope().recipients())));
    fact(html, "Bounces to", escape(mail.envelope().reversePath()));
    fact(html, "Caught", time(mail.received()));
    html.append("</dl><p class=\"row\"><a class=\"btn quiet\" href=\"").append(path);
    html.append("/raw\">Download as .eml</a>");
    html.append("<span class=\"soft num\">").append(mail.size()).append(" bytes</span></p>");
    if (content.html().isPresent()) {
      html.append("<h2>As HTML</h2><iframe class=\"paper\" title=\"The mail as HTML\" sandbox=\"");
      html.append(CatcherPage.SANDBOX).append("\" src=\"").append(path);
      html.append("/html\"></iframe>");
    }
    content
        .text()
        .ifPresent(
            text ->
                html.append("<h2>As text</h2><pre class=\"paper\">")
                    .append(Html.escapeWithLinks(text))
                    .append("</pre>"));
    if (!content.others().isEmpty()) {
      html.append("<h2>Other parts</h2><ul>");
      content.others().forEach(part -> html.append("<li>").append(escape(part)).append("</li>"));
      html.append("</ul>");
    }
    html.append("<details><summary>Headers</summary><dl class=\"facts headers\">");
    for (NameAndValue header : content.headers()) {
      fact(html, escape(header.name()), Html.escapeWithLinks(header.value()));
    }
    html.append("</dl></details>");
    return frame(subject(mail), html);
  }

  /** An answer without a mail, such as for one that was deleted. */
  String message(String sentence) {
    return frame(
        sentence,
        new StringBuilder("<h1>")
            .append(escape(sentence))
            .append("</h1><p><a href=\"/\">All caught mail</a></p>"));
  }

  private static void fact(StringBuilder html, String name, String value) {
    html.append("<div><dt>").append(name).append("</dt><dd>").append(value).append("</dd></div>");
  }

  private static String subject(CaughtMail mail) {
    return mail.subject().isBlank() ? "(no subject)" : mail.subject();
  }

  private static String receiver(CaughtMail mail) {
    return mail.to().isBlank() ? String.join(", ", mail.envelope().recipients()) : mail.to();
  }

  private String time(Instant instant) {
    return "<time class=\"num soft\" datetime=\""
        + instant
        + "\">"
        + TIME.format(instant.atZone(zone))
        + "</time>";
  }

  private static String frame(String title, StringBuilder content) {
    return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"UTF-8\"><title>"
        + escape(title)
        + " · Voorkeur</title><meta name=\"viewport\" content=\"width=device-width,"
        + " initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><link"
        + " rel=\"stylesheet\" href=\"/catcher.css\"><link rel=\"icon\" href=\"/mark.svg\""
        + " type=\"image/svg+xml\"></head><body><header class=\"top\"><div class=\"wrap fold\"><a"
        + " class=\"brand\" href=\"/\"><img src=\"/mark.svg\" alt=\"\" width=\"32\""
        + " height=\"32\">Voorkeur mail catcher</a></div></header><main class=\"wrap flow\">"
        + content
        + "</main></body></html>";
  }
}
