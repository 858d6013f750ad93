package nl.voorkeur.catalogue;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.StringReader;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.Language;

/** A look as JSON, in one column of its controller. */
@Converter
public class LookConverter implements AttributeConverter<Look, String> {

  @Override
  public String convertToDatabaseColumn(Look look) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    json.add("accents", object(look.accents()));
    json.add("names", object(look.names()));
    json.add("footers", object(look.footers()));
    look.logo()
        .ifPresent(
            logo ->
                json.add(
                    "logo",
                    Json.createObjectBuilder()
                        .add("hash", logo.hash())
                        .add("width", logo.width())
                        .add("height", logo.height())));
    JsonArrayBuilder framers = Json.createArrayBuilder();
    look.framers().forEach(framers::add);
    return json.add("framers", framers).build().toString();
  }

  private static JsonObjectBuilder object(Map<? extends Enum<?>, ?> values) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    values.forEach((key, value) -> json.add(key.name(), value.toString()));
    return json;
  }

  @Override
  public Look convertToEntityAttribute(String text) {
    JsonObject json;
    try (var reader = Json.createReader(new StringReader(text))) {
      json = reader.readObject();
    }
    if (json.isEmpty()) {
      return Look.PLAIN;
    }
    return new Look(
        map(json, "accents", Accent.class, colour -> Colour.parse(colour).orElseThrow()),
        map(json, "names", Language.class, Function.identity()),
        map(json, "footers", Language.class, Function.identity()),
        Optional.ofNullable(json.getJsonObject("logo"))
            .map(
                logo ->
                    new Look.Logo(
                        logo.getString("hash"), logo.getInt("width"), logo.getInt("height"))),
        List.copyOf(
            json.getJsonArray("framers").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList()));
  }

  private static <K extends Enum<K>, V> Map<K, V> map(
      JsonObject json, String name, Class<K> keys, Function<String, V> value) {
    JsonObject object = json.getJsonObject(name);
    return object.keySet().stream()
        .collect(
            Collectors.toMap(
                key -> Enum.valueOf(keys, key),
                key -> value.apply(object.getString(key)),
                (a, b) -> a,
                () -> new EnumMap<>(keys)));
  }
}
