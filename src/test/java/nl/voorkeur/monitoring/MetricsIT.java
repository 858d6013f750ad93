package nl.voorkeur.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.voorkeur.Links;
import nl.voorkeur.People;
import nl.voorkeur.Portal;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The metrics of the running portal, read by Prometheus' own parser for Python. */
class MetricsIT {

  private static final long WEEKBLIK = 11;

  /**
   * Prints a line for each sample; fails on what the parser refuses, or on a metric without help.
   */
  private static final String READER =
      """
      import sys
      from prometheus_client.parser import text_string_to_metric_families as text
      from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
      for family in (openmetrics if sys.argv[1] == 'openmetrics' else text)(sys.stdin.read()):
          assert family.documentation, family.name
          for s in family.samples:
              print(s.name + '{' + ','.join(k + '=' + v for k, v in sorted(s.labels.items())) + '}\t' + str(s.value))
      """;

  private final Portal portal = Portal.shared();
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void areReadByPrometheusInBothFormsAndTellOfOurWork() throws Exception {
    People people = new People(portal);
    long person = people.subscriber(WEEKBLIK);
    Map<String, Double> before = read("text/plain", "text");
    HttpResponse<String> unsubscribed =
        client.send(
            HttpRequest.newBuilder(URI.create(new Links(portal).unsubscribe(person, WEEKBLIK)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(200, unsubscribed.statusCode());
    Map<String, Double> after = read("application/openmetrics-text; version=1.0.0", "openmetrics");

    String oneClicks = "voorkeur_opt_outs_total{route=ONE_CLICK}";
    assertTrue(after.get(oneClicks) >= before.get(oneClicks) + 1);
    String took = "voorkeur_one_click_seconds_count{}";
    assertTrue(after.get(took) >= before.getOrDefault(took, 0.0) + 1);
    assertTrue(after.containsKey("voorkeur_one_click_seconds_bucket{le=0.1}"), after::toString);
    for (String name :
        List.of(
            "voorkeur_gate_answers_total{reason=WITHDRAWN}",
            "voorkeur_deliveries{state=READY}",
            "voorkeur_deliveries{state=IN_DOUBT}",
            "voorkeur_mailing_oldest_seconds{}",
            "voorkeur_system_mails{}",
            "voorkeur_system_mail_oldest_seconds{}",
            "voorkeur_imports_running{state=IMPORTING}",
            "voorkeur_exports_running{}",
            "voorkeur_mail_attempts_total{outcome=SENT}",
            "jvm_threads_current{}")) {
      assertTrue(after.containsKey(name), () -> name + " in " + after.keySet());
    }
    assertEquals(1.0, after.get("voorkeur_database_up{}"));
    assertTrue(after.get("voorkeur_database_connections{state=active}") >= 1);
    assertTrue(after.keySet().stream().noneMatch(name -> name.contains("@")));
  }

  @Test
  void opensToItsTokenAlone() throws Exception {
    HttpResponse<String> stranger = ask("/metrics", null, "text/plain");
    assertEquals(401, stranger.statusCode());
    assertEquals("Bearer", stranger.headers().firstValue("WWW-Authenticate").orElse(""));
    assertFalse(stranger.body().contains("voorkeur_"));
    assertEquals(401, ask("/metrics", Portal.METRICS_TOKEN + "x", "text/plain").statusCode());
    assertEquals(401, ask("/metrics", Portal.API_TOKEN, "text/plain").statusCode());
    assertEquals(401, ask("/metrics/", null, "text/plain").statusCode());
    assertEquals(401, ask("/api/v1/controllers", Portal.METRICS_TOKEN, "*/*").statusCode());
  }

  private Map<String, Double> read(String accept, String form) throws Exception {
    Assumptions.assumeTrue(
        Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/prometheus_client")),
        "needs a foreign parser: apt-get install python3-prometheus-client");
    HttpResponse<String> answer = ask("/metrics", Portal.METRICS_TOKEN, accept);
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
    Map<String, Double> samples = new LinkedHashMap<>();
    for (String line : parsed(answer.body(), form).lines().toList()) {
      String[] parts = line.split("\t");
      samples.put(
          parts[0], Double.valueOf(parts[1].replace("inf", "Infinity").replace("nan", "NaN")));
    }
    return samples;
  }

  private static String parsed(String text, String form) throws IOException, InterruptedException {
    Process reader =
        new ProcessBuilder("/usr/bin/python3", "-c", READER, form)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream in = reader.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, reader.waitFor(), text);
    return said;
  }

  private HttpResponse<String> ask(String path, String token, String accept) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(portal.url(path)).header("Accept", accept);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
