package nl.voorkeur.privacy;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;

/** Answers in the database. */
final class FactStore {

  private static final Map<String, Question> QUESTIONS =
      Arrays.stream(Question.values())
          .collect(Collectors.toUnmodifiableMap(Question::name, one -> one));

  private final Sql sql;

  FactStore(Sql sql) {
    this.sql = sql;
  }

  /** A question that is no longer asked is passed over. */
  Facts find(ControllerId controller) {
    return sql.with(
        handle -> {
          Map<Question, String> plain = new EnumMap<>(Question.class);
          Map<Question, Map<Language, String>> words = new EnumMap<>(Question.class);
          handle
              .createQuery(
                  "SELECT question, language, answer FROM privacy_fact WHERE controller_id = :controller")
              .bind("controller", controller.value())
              .mapToMap()
              .forEach(
                  row -> {
                    Question question = QUESTIONS.get((String) row.get("question"));
                    String language = (String) row.get("language");
                    String answer = (String) row.get("answer");
                    if (question != null && language.isEmpty()) {
                      plain.put(question, answer);
                    } else if (question != null) {
                      words
                          .computeIfAbsent(question, any -> new EnumMap<>(Language.class))
                          .put(Language.valueOf(language), answer);
                    }
                  });
          long version =
              handle
                  .createQuery(
                      "SELECT version FROM privacy_fact_version WHERE controller_id = :controller")
                  .bind("controller", controller.value())
                  .mapTo(Long.class)
                  .findOne()
                  .orElse(0L);
          return new Facts(new Answers(plain, words), version);
        });
  }

  /**
   * Replaces the answers to some questions.
   *
   * @return whether it was done; not when somebody else changed an answer since
   */
  boolean save(ControllerId controller, long version, Set<Question> asked, Answers answers) {
    return sql.with(
        handle -> {
          if (!count(handle, controller, version)) {
            return false;
          }
          handle
              .createUpdate(
                  "DELETE FROM privacy_fact WHERE controller_id = :controller AND question = ANY(:asked)")
              .bind("controller", controller.value())
              .bindArray("asked", String.class, asked.stream().map(Enum::name).toList())
              .execute();
          for (Question question : asked) {
            String plain = answers.plain().get(question);
            if (plain != null) {
              add(handle, controller, question, "", plain);
            }
            answers
                .words()
                .getOrDefault(question, Map.of())
                .forEach(
                    (language, text) -> add(handle, controller, question, language.name(), text));
          }
          return true;
        });
  }

  private static boolean count(Handle handle, ControllerId controller, long version) {
    handle
        .createUpdate(
            "INSERT INTO privacy_fact_version (controller_id, version) VALUES (:controller, 0) ON CONFLICT DO NOTHING")
        .bind("controller", controller.value())
        .execute();
    return handle
            .createUpdate(
                "UPDATE privacy_fact_version SET version = version + 1 WHERE controller_id = :controller AND version = :version")
            .bind("controller", controller.value())
            .bind("version", version)
            .execute()
        == 1;
  }

  private static void add(
      Handle handle, ControllerId controller, Question question, String language, String answer) {
    handle
        .createUpdate(
            "INSERT INTO privacy_fact (controller_id, question, language, answer)"
                + " VALUES (:controller, :question, :language, :answer)")
        .bind("controller", controller.value())
        .bind("question", question.name())
        .bind("language", language)
        .bind("answer", answer)
        .execute();
  }

  /** Whether the controller counts opens and clicks of those who agree to that. */
  boolean tracks(ControllerId controller) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT EXISTS (SELECT FROM mailing_policy WHERE controller_id = :controller AND tracking)")
                .bind("controller", controller.value())
                .mapTo(Boolean.class)
                .one());
  }
}
