package nl.voorkeur.platform.rest;

import com.google.gson.JsonParser;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.People;
import nl.voorkeur.Portal;
import nl.voorkeur.Things;

/**
 * Fills the numbers of things in the addresses of the API: mostly a new thing each time, as it has
 * to be in the state in which it can be asked.
 */
final class OfOnesOwn {

  private static final Pattern NUMBER = Pattern.compile("([a-z-]+)/\\{([a-z]+)}");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Portal portal;
  private final People people;
  private final Things things;
  private int made;
  private long doubted;

  OfOnesOwn(Portal portal) throws Exception {
    this.portal = portal;
    this.people = new People(portal);
    this.things = Things.of(portal, people.subscriber(11));
  }

  String export() {
    return things.ids().get("exports");
  }

  String address(String path) throws Exception {
    Matcher open = NUMBER.matcher(path);
    StringBuilder address = new StringBuilder();
    while (open.find()) {
      String number = open.group(2).equals("language") ? "en" : number(open.group(1), path);
      open.appendReplacement(address, open.group(1) + "/" + number);
    }
    return open.appendTail(address)
        + (path.matches(".*/(import-notices/.*|imports)") ? "?controller=1" : "");
  }

  private String number(String word, String path) throws Exception {
    made++;
    return switch (word) {
      case "recipients" -> Long.toString(people.subscriber(11));
      case "mailings" ->
          path.endsWith("/approval")
              ? draftOfAnother()
              : path.contains("/in-doubt") ? doubtful() : Things.draft(portal, 11);
      case "in-doubt" -> Long.toString(doubted);
      case "layouts" ->
          id(
              "layout",
              "controllers/1/layouts",
              "application/json",
              "{\"name\": \"L" + made + "\"}");
      case "webhooks" ->
          id(
              "id",
              "controllers/1/webhooks",
              "application/json",
              "{\"url\": \"https://192.0.2.1/hook\", \"events\": [\"list.recalled\"]}");
      case "imports" -> id("id", "imports?controller=1&name=e.csv", "text/csv", consents());
      case "import-notices" ->
          id(
              "id",
              "imports?controller=1&kind=CONSENTS&topics=11&source=OTHER&from=partner"
                  + "&obtainedOn=2026-01-31&dryRun=false",
              "text/csv",
              consents());
      case "exports" -> path.endsWith("/decision") ? waiting() : export();
      default -> things.ids().get(word);
    };
  }

  private String consents() {
    return "Email Address,CONFIRM_TIME\nex" + System.nanoTime() + "@example.com,2024-05-01\n";
  }

  /** A list that a second person has to agree to, asked for by somebody else. */
  private String waiting() throws Exception {
    return changed(
        Things.of(portal, people.subscriber(11)).ids().get("exports"),
        "UPDATE export SET state = 'ASKED', actor = 'staff:999' WHERE id = ");
  }

  /** A mailing that was sent, of which nobody knows whether one person got it. */
  private String doubtful() throws Exception {
    doubted = people.subscriber(11);
    String mailing = Things.draft(portal, 11);
    changed(
        mailing,
        "UPDATE mailing SET state = 'DONE', started_at = now(), finished_at = now(), audience = 1 WHERE id = ");
    changed(
        mailing,
        "INSERT INTO delivery (mailing_id, recipient_id, state, basis, settled_at)"
            + " SELECT id, "
            + doubted
            + ", 'IN_DOUBT', 'CONSENT', now() FROM mailing WHERE id = ");
    return mailing;
  }

  private String draftOfAnother() throws Exception {
    return changed(
        Things.draft(portal, 11),
        "UPDATE mailing SET created_by = 'staff:999', authors = '{staff:999}' WHERE id = ");
  }

  private String changed(String id, String update) throws Exception {
    try (Connection database = portal.database();
        Statement statement = database.createStatement()) {
      statement.executeUpdate(update + id);
    }
    return id;
  }

  private String id(String field, String path, String type, String body) throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(portal.url("/api/v1/" + path))
                .header("Authorization", "Bearer " + Portal.API_TOKEN)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(path + " " + answer.statusCode() + " " + answer.body());
    }
    return JsonParser.parseString(answer.body()).getAsJsonObject().get(field).getAsString();
  }
}
