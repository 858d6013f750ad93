package nl.voorkeur.bench;

import static nl.voorkeur.bench.BenchHouse.KEY;
import static nl.voorkeur.bench.BenchHouse.PEOPLE;
import static nl.voorkeur.bench.BenchHouse.median;
import static nl.voorkeur.bench.BenchHouse.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.faces.FormSeal;
import nl.voorkeur.platform.token.LinkPurpose;
import nl.voorkeur.platform.token.LinkTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The preference page beside its limits: a servlet that runs the same statements and writes the
 * same page, and a Faces page with nothing on it.
 */
class PagesBench {

  private static final int CONNECTIONS = 16;
  private static final Pattern FIELD = Pattern.compile("<(?:input|select)\\b[^>]*>");

  private static BenchHouse house;
  private static LinkTokens tokens;
  private static FormSeal seals;

  @BeforeAll
  static void start() throws Exception {
    house = BenchHouse.shared();
    house.populate(PEOPLE);
    tokens = new LinkTokens(List.of(new NamedKey("dev-bench", KEY)), Clock.systemUTC());
    seals = new FormSeal(tokens);
  }

  @AfterAll
  static void print() {
    BenchHouse.print();
  }

  private static String path(int id) {
    return "/p/" + tokens.issue(LinkPurpose.PREFERENCES, id, 0, 1);
  }

  @Test
  void preferencePage() throws Exception {
    int first = house.firstRecipient();
    String page = page(first + PEOPLE - 1); // who left nothing yet
    put(page);
    int port = house.portal().url("/").getPort();
    AtomicInteger next = new AtomicInteger(first);
    Load load = new Load(CONNECTIONS);
    Callable<Load.Worker> get = Load.get(port, PagesBench::path);
    Callable<Load.Worker> getProbe = Load.get(house.probePort(), id -> "/page/" + id);
    Callable<Load.Worker> getEmpty = Load.get(house.probePort(), id -> "/empty.xhtml");
    double[][] rates = house.sideBySide(load, next, List.of(get, getProbe, getEmpty));
    row("preference page GET / servlet with its SQL", median(rates[0]), median(rates[1]), "/s");
    row("preference page GET / empty Faces view", median(rates[0]), median(rates[2]), "/s");

    int leaving = first + BenchHouse.CLICKERS;
    next.set(leaving);
    String body = turningOff(page, 11);
    Callable<Load.Worker> post =
        Load.post(
            port,
            PagesBench::path,
            "application/x-www-form-urlencoded",
            "Sec-Fetch-Site: same-origin\r\n",
            id -> body + "&seal=" + seals.of(path(id)));
    Callable<Load.Worker> postProbe =
        Load.post(
            house.probePort(),
            id -> "/page/" + id,
            "application/x-www-form-urlencoded",
            "",
            id -> body);
    rates = house.sideBySide(load, next, List.of(post, postProbe));
    load.close();
    row("preference page POST / servlet with its SQL", median(rates[0]), median(rates[1]), "/s");
    assertTrue(next.get() < first + PEOPLE, "every post was another person's");
    // the probe writes the same entries as the product
    assertEquals(
        next.get() - leaving,
        house.number(
            "SELECT count(*) FROM ledger WHERE route = 'PREFERENCES' AND kind = 'WITHDRAWAL'"),
        "every post took effect");
  }

  private static String page(int id) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(house.portal().url(path(id))).build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode());
    return answer.body();
  }

  private static void put(String page) throws Exception {
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + house.probePort() + "/page/0"))
                .PUT(HttpRequest.BodyPublishers.ofString(page))
                .build(),
            HttpResponse.BodyHandlers.discarding());
  }

  /** What the form of the page posts when one topic is turned off, but for its seal. */
  private static String turningOff(String page, int topic) {
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
