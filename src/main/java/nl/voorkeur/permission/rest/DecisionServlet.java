package nl.voorkeur.permission.rest;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.TopicControllers;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.OutOfReach;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.AddressDecisions;
import nl.voorkeur.permission.BulkDecisions;
import nl.voorkeur.platform.rest.Problem;
import nl.voorkeur.platform.rest.ProblemJson;
import nl.voorkeur.platform.rest.Scopes;
import nl.voorkeur.platform.security.CurrentCaller;
import nl.voorkeur.platform.security.Reach;
import nl.voorkeur.platform.security.Scope;

/**
 * May these addresses be mailed on this topic now? {@code POST /api/v1/decisions/<topic>}, with one
 * address or some as JSON, or a list of any length as text. A plain servlet, as programs ask it for
 * each message they send; it is described in {@code META-INF/openapi.yaml}. Addresses travel in the
 * body, as URLs get logged.
 */
@WebServlet(urlPatterns = "/api/v1/decisions/*", loadOnStartup = 1)
public class DecisionServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int MOST_AT_ONCE = 10_000;

  /** Made once, as each look-up of the provider walks the class path. */
  private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());

  private static final Pattern TOPIC = Pattern.compile("/[1-9][0-9]{0,17}");

  @Inject private transient AddressDecisions decisions;
  @Inject private transient BulkDecisions bulk;
  @Inject private transient TopicControllers topics;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      Reach reach = Scopes.require(CurrentCaller.of(request), Scope.DECISIONS).reach();
      TopicId topic = topic(request.getPathInfo());
      String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
      if (type.startsWith("application/json")) {
        some(reach, topic, request, response);
      } else if (type.startsWith("text/plain")) {
        list(topic, request, response);
      } else {
        throw Problem.exception(
            415, "unsupported-media-type", "Send application/json, or text/plain for a list.");
      }
    } catch (RuntimeException failure) {
      ProblemJson.answer(response, told(failure));
    }
  }

  /** A topic out of reach is as good as none, to the letter (promise 7). */
  private static RuntimeException told(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfReach) {
        return Problem.notFound("topic");
      }
    }
    return failure;
  }

  private void some(
      Reach reach, TopicId topic, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JsonObject question;
    try (var reader = JSON.createReader(request.getReader())) {
      question = reader.readObject();
    } catch (JsonException | ClassCastException unreadable) {
      throw Problem.badRequest(
          "unreadable", "The body is not the JSON that is described at /openapi.");
    }
    boolean one = question.containsKey("address");
    List<EmailAddress> addresses = one ? List.of(address(question.get("address"))) : all(question);
    List<Decision> answers = decisions.decide(reach, controller(topic), topic, addresses);
    String text =
        one
            ? json(answers.get(0))
            : answers.stream()
                .map(DecisionServlet::json)
                .collect(Collectors.joining(",", "[", "]"));
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    response.setContentType("application/json");
    response.setContentLength(octets.length);
    response.getOutputStream().write(octets);
  }

  private static List<EmailAddress> all(JsonObject question) {
    if (!(question.get("addresses") instanceof jakarta.json.JsonArray addresses)
        || addresses.isEmpty()
        || addresses.size() > MOST_AT_ONCE) {
      throw Problem.badRequest(
          "addresses-missing",
          "Give address, or in addresses a list of 1 to " + MOST_AT_ONCE + " addresses.");
    }
    return addresses.stream().map(DecisionServlet::address).toList();
  }

  private static EmailAddress address(JsonValue value) {
    return RecipientsResource.address(value instanceof JsonString text ? text.getString() : null);
  }

  private void list(TopicId topic, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ControllerId controller = controller(topic);
    response.setContentType("text/csv;charset=utf-8;header=present");
    bulk.decide(controller, topic, request.getReader(), response.getOutputStream());
  }

  private static TopicId topic(String path) {
    if (path == null || !TOPIC.matcher(path).matches()) {
      throw Problem.notFound("topic");
    }
    return new TopicId(Long.parseLong(path.substring(1)));
  }

  private ControllerId controller(TopicId topic) {
    return topics.find(topic).orElseThrow(() -> Problem.notFound("topic"));
  }

  /** Codes and numbers only, so nothing has to be escaped. */
  private static String json(Decision decision) {
    return decision.fold(
        yes ->
            "{\"permitted\":true,\"basis\":\""
                + yes.basis()
                + "\",\"proof\":"
                + yes.proofSeq()
                + "}",
        no -> "{\"permitted\":false,\"reason\":\"" + no.reason() + "\"}");
  }
}
