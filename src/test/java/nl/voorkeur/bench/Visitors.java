package nl.voorkeur.bench;

import static nl.voorkeur.bench.BenchHouse.KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.Portal;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.faces.FormSeal;
import nl.voorkeur.platform.token.LinkPurpose;
import nl.voorkeur.platform.token.LinkTokens;

/** People who come to the portal, each with the links of their own mail. */
final class Visitors {

  private static final Pattern FIELD = Pattern.compile("<(?:input|select)\\b[^>]*>");

  private final Portal portal;

  /** Of one moment, so that a page and its seal have the same address. */
  private final LinkTokens tokens = tokens(Clock.fixed(Instant.now(), ZoneOffset.UTC));

  private final FormSeal seals = new FormSeal(tokens(Clock.systemUTC()));

  Visitors(Portal portal) {
    this.portal = portal;
  }

  private static LinkTokens tokens(Clock clock) {
    return new LinkTokens(List.of(new NamedKey("dev-bench", KEY)), clock);
  }

  private int port() {
    return portal.url("/").getPort();
  }

  private String path(int id) {
    return "/p/" + tokens.issue(LinkPurpose.PREFERENCES, id, 0, 1);
  }

  /** Each leaves a topic by the one click of their mail (RFC 8058). */
  Callable<Load.Worker> clicking(int topic) {
    return Load.http(
        port(),
        id -> "/u/" + tokens.issue(LinkPurpose.UNSUBSCRIBE, id, topic, 1),
        "application/x-www-form-urlencoded",
        "List-Unsubscribe=One-Click");
  }

  /** Each opens their preference page. */
  Callable<Load.Worker> opening() {
    return Load.get(port(), this::path);
  }

  /**
   * Each turns a topic off on their preference page.
   *
   * @param form what the form posts, of {@link #turningOff}
   */
  Callable<Load.Worker> posting(String form) {
    return Load.post(
        port(),
        this::path,
        "application/x-www-form-urlencoded",
        "Sec-Fetch-Site: same-origin\r\n",
        id -> form + "&seal=" + seals.of(path(id)));
  }

  /** The page of one of them. */
  String page(int id) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(portal.url(path(id))).build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode());
    return answer.body();
  }

  /** What the form of the page posts when one topic is turned off, but for its seal. */
  static String turningOff(String page, int topic) {
    String form = page.substring(page.indexOf("<form id=\"choices\""));
    form = form.substring(0, form.indexOf("</form>"));
    StringBuilder body = new StringBuilder("save=save");
    for (Matcher field = FIELD.matcher(form); field.find(); ) {
      String name = attribute(field.group(), "name");
      String value = attribute(field.group(), "value");
      String type = attribute(field.group(), "type");
      boolean ticked = field.group().contains("checked");
      boolean isTopic = name.equals("topic") && value.equals(Integer.toString(topic));
      if (!name.equals("seal")
          && !isTopic
          && (ticked || !type.matches("checkbox|radio|submit|date"))) {
        String posted = field.group().startsWith("<select") ? selected(form, name) : value;
        body.append('&').append(name).append('=');
        body.append(URLEncoder.encode(posted, StandardCharsets.UTF_8));
      }
    }
    return body.toString();
  }

  private static String selected(String form, String name) {
    String select = form.substring(form.indexOf("name=\"" + name + "\""));
    Matcher option = Pattern.compile("<option[^>]*selected[^>]*>").matcher(select);
    return option.find() ? attribute(option.group(), "value") : "";
  }

  private static String attribute(String tag, String name) {
    Matcher value = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
    return value.find() ? value.group(1) : "";
  }
}
