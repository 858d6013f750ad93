package nl.voorkeur.platform.rest;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.tags.Tag;

/**
 * Makes the description of the API sound. Each tag stands there once, whatever resource names it.
 * Names each operation of the API by its method and path, as an operation's id must be its own
 * (OpenAPI 3.0.3, Operation Object), and generators of clients name methods by it.
 */
public class ApiDescription implements OASFilter {

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations()
                    .forEach(
                        (method, operation) ->
                            operation.setOperationId(
                                method.name().toLowerCase(Locale.ROOT) + name(path))));
    Map<String, Tag> tags = new LinkedHashMap<>();
    api.getTags().forEach(tag -> tags.putIfAbsent(tag.getName(), tag));
    api.setTags(List.copyOf(tags.values()));
  }

  private static String name(String path) {
    return Arrays.stream(path.replace("/api/v1/", "/").split("[^A-Za-z0-9]+"))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }
}
