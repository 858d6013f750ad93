package nl.voorkeur.preference;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nl.voorkeur.catalogue.LookConverter;
import nl.voorkeur.catalogue.Question;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.LegalBasis;
import nl.voorkeur.kernel.QuestionId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.TopicKind;
import nl.voorkeur.permission.Frequency;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.preference.Overview.Asked;
import nl.voorkeur.preference.Overview.Line;
import nl.voorkeur.preference.Overview.Person;
import nl.voorkeur.preference.Overview.Sender;
import nl.voorkeur.preference.Overview.Words;

/**
 * Reads a person's page from the database: two statements, whatever is on it, by the driver's own
 * calls. Keeps why they left.
 */
final class OverviewStore {

  private final Sql sql;

  OverviewStore(Sql sql) {
    this.sql = sql;
  }

  Optional<Overview> find(RecipientId id, Instant at) {
    return sql.directly(
        connection -> {
          try (PreparedStatement person =
              connection.prepareStatement(sql.text(OverviewStore.class, "person"))) {
            person.setLong(1, id.value());
            try (ResultSet row = person.executeQuery()) {
              return row.next() ? Optional.of(overview(connection, row, at)) : Optional.empty();
            }
          }
        });
  }

  private Overview overview(Connection connection, ResultSet row, Instant at) throws SQLException {
    Person person = person(row);
    return new Overview(person, sender(row), asked(row), lines(connection, person.id(), at));
  }

  private List<Line> lines(Connection connection, RecipientId id, Instant at) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(sql.text(OverviewStore.class, "lines"))) {
      statement.setString(1, at.toString()); // by far the driver's cheapest way for a time
      statement.setLong(2, id.value());
      List<Line> lines = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          lines.add(line(row));
        }
      }
      return lines;
    }
  }

  void keepReason(
      RecipientId recipient, TopicId topic, LeavingReason reason, String words, Instant at) {
    sql.with(
        handle ->
            handle
                .createUpdate(sql.text(OverviewStore.class, "leaving"))
                .bind("recipient", recipient.value())
                .bind("topic", topic.value())
                .bind("reason", reason.name())
                .bind("words", words)
                .bind("at", Sql.time(at))
                .execute());
  }

  private static Person person(ResultSet row) throws SQLException {
    int most = row.getInt("cap_most");
    return new Person(
        new RecipientId(row.getLong("id")),
        EmailAddress.of(row.getString("address")),
        Language.of(row.getString("language")),
        Objects.requireNonNullElse(row.getString("first_name"), ""),
        Objects.requireNonNullElse(row.getString("last_name"), ""),
        row.getString("source"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("erased_earlier"),
        row.getBoolean("restricted"),
        !row.getBoolean("no_profiling"),
        row.getBoolean("tracking"),
        row.getBoolean("objected"),
        Optional.ofNullable(row.getObject("paused_until", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        most == 0
            ? Optional.empty()
            : Optional.of(new Frequency(most, Frequency.Period.valueOf(row.getString("cap_per")))));
  }

  private static Sender sender(ResultSet row) throws SQLException {
    return new Sender(
        new ControllerId(row.getLong("controller_id")),
        row.getString("slug"),
        row.getString("name"),
        row.getString("postal_address"),
        row.getString("contact_email"),
        Optional.ofNullable(row.getString("contact_phone")),
        Optional.ofNullable(row.getString("statement_path")),
        new LookConverter().convertToEntityAttribute(row.getString("look")),
        row.getBoolean("tracks"),
        Arrays.stream(row.getString("languages").split(","))
            .flatMap(code -> Language.of(code).stream())
            .toList());
  }

  private static List<Asked> asked(ResultSet row) throws SQLException {
    String questions = row.getString("questions");
    if (questions == null) {
      return List.of();
    }
    try (var reader = Json.createReader(new StringReader(questions))) {
      return reader.readArray().getValuesAs(JsonObject.class).stream()
          .map(OverviewStore::asked)
          .toList();
    }
  }

  private static Asked asked(JsonObject question) {
    Map<Language, Question.Text> texts = new EnumMap<>(Language.class);
    question
        .getJsonObject("texts")
        .forEach(
            (language, text) -> {
              JsonObject words = text.asJsonObject();
              texts.put(
                  Language.valueOf(language),
                  new Question.Text(
                      words.getString("label"),
                      words.getJsonArray("choices").getValuesAs(JsonString::getString)));
            });
    return new Asked(
        new QuestionId(question.getJsonNumber("id").longValue()),
        question.getBoolean("profiling"),
        question.getString("answer"),
        texts);
  }

  private static Line line(ResultSet row) throws SQLException {
    String[] languages = (String[]) row.getArray("languages").getArray();
    String[] names = (String[]) row.getArray("names").getArray();
    String[] descriptions = (String[]) row.getArray("descriptions").getArray();
    Map<Language, Words> texts = new EnumMap<>(Language.class);
    for (int i = 0; i < languages.length; i++) {
      texts.put(Language.valueOf(languages[i]), new Words(names[i], descriptions[i]));
    }
    return new Line(
        new TopicId(row.getLong("topic_id")),
        TopicKind.valueOf(row.getString("kind")),
        row.getBoolean("open"),
        texts,
        row.getBoolean("is_on"),
        row.getBoolean("requested"),
        row.getBoolean("permitted")
            ? new Decision.Permitted(
                LegalBasis.valueOf(row.getString("basis")), row.getInt("proof_seq"))
            : new Decision.Denied(Denial.valueOf(row.getString("reason"))));
  }
}
