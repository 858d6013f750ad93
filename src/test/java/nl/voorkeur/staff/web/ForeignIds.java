package nl.voorkeur.staff.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nl.voorkeur.Portal;
import nl.voorkeur.Things;

/**
 * Things of iMailo, one of each kind, and the questions about them that the description of the API
 * allows.
 */
final class ForeignIds {

  /** A number that nothing has. */
  static final String NOBODY = "987654321";

  /** Stands in whatever is theirs and has a name. */
  static final String MARK = Things.MARK;

  /** By the word of the address that stands before the number. */
  private final Map<String, String> ids;

  /** Something of De Linde, where theirs would stand below it. */
  private final Map<String, String> own;

  private ForeignIds(Map<String, String> ids, Map<String, String> own) {
    this.ids = ids;
    this.own = own;
  }

  /** Each with the name under which pages ask for it. */
  Map<String, String> onPages() {
    Map<String, String> named = new TreeMap<>();
    ids.forEach(
        (word, number) ->
            named.put(
                switch (word) {
                  case "import-profiles" -> "profile";
                  case "saved-lists" -> "list";
                  default -> word.replaceFirst("s$", "");
                },
                number));
    named.put("processor", "1");
    return named;
  }

  /** One request, about what is theirs and about what nobody has. */
  record Question(
      String method, String theirs, String nobodys, String number, String type, String body) {

    HttpRequest.Builder about(Portal portal, String address) {
      return HttpRequest.newBuilder(portal.url(address))
          .header("Content-Type", type)
          .header("Accept", "*/*")
          .method(
              method,
              method.equals("GET")
                  ? HttpRequest.BodyPublishers.noBody()
                  : HttpRequest.BodyPublishers.ofString(body));
    }
  }

  static ForeignIds of(Portal portal, long recipient) throws Exception {
    Things things = Things.of(portal, recipient);
    Map<String, String> ids = new TreeMap<>(things.ids());
    ids.put("decisions", "11");
    return new ForeignIds(ids, Map.of("mailings", Things.draft(portal, 21)));
  }

  /** Every operation that names something, once for each thing that it names. */
  List<Question> questions(OpenAPI api) {
    List<Question> questions = new ArrayList<>();
    api.getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) ->
                            questions.addAll(questions(method.name(), path, operation))));
    return questions;
  }

  private List<Question> questions(String method, String path, Operation operation) {
    List<Question> questions = new ArrayList<>();
    String[] words = path.split("/");
    for (int at = 1; at < words.length; at++) {
      Optional<String> number = Optional.ofNullable(ids.get(words[at - 1]));
      if (words[at].startsWith("{") && number.isPresent()) {
        String query = asksController(operation) ? "?controller=2" : "";
        questions.add(
            question(
                method,
                fill(words, at, number.get()) + query,
                fill(words, at, NOBODY) + query,
                number.get(),
                operation));
      }
    }
    if (asksController(operation)) {
      String address = fill(words, -1, "");
      questions.add(
          question(
              method,
              address + "?controller=1",
              address + "?controller=" + NOBODY,
              "1",
              operation));
    }
    return questions;
  }

  private static boolean asksController(Operation operation) {
    return Optional.ofNullable(operation.getParameters()).orElse(List.of()).stream()
        .anyMatch(one -> one.getIn().equals("query") && one.getName().equals("controller"));
  }

  /** The address with that word filled in; others are one's own controller, or what nobody has. */
  private String fill(String[] words, int at, String number) {
    List<String> filled = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      boolean open = words[i].startsWith("{");
      String mine = own.getOrDefault(words[Math.max(0, i - 1)], "1");
      boolean first = open && words[i - 1].equals("controllers");
      filled.add(
          !open
              ? words[i]
              : i == at ? number : first ? "2" : words[i].contains("language") ? "nl" : mine);
    }
    return String.join("/", filled);
  }

  private static Question question(
      String method, String theirs, String nobodys, String number, Operation operation) {
    String type = "application/json";
    String body = "{}";
    if (operation.getRequestBody() != null) {
      var content = operation.getRequestBody().getContent().entrySet().iterator().next();
      type = content.getKey().contains("*") ? type : content.getKey();
      body =
          Optional.ofNullable(content.getValue().getExamples())
              .flatMap(all -> all.values().stream().findFirst())
              .map(example -> example.getValue().toString())
              .orElse(body);
    }
    return new Question(method, theirs, nobodys, number, type, body);
  }
}
