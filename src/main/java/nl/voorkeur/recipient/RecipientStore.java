package nl.voorkeur.recipient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.QuestionId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** Recipients in the database. */
final class RecipientStore {

  private final Sql sql;
  private final AddressKeys keys;

  RecipientStore(Sql sql, AddressKeys keys) {
    this.sql = sql;
    this.keys = keys;
  }

  Optional<Recipient> find(RecipientId id) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM recipient WHERE id = (SELECT coalesce(merged_into, id) FROM recipient WHERE id = :id)"
                        + " AND erased_at IS NULL")
                .bind("id", id.value())
                .map(RecipientStore::recipient)
                .findOne());
  }

  Optional<Recipient> find(ControllerId controller, RecipientId id) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM recipient WHERE id = (SELECT coalesce(merged_into, id) FROM recipient WHERE id = :id)"
                        + " AND controller_id = :controller AND erased_at IS NULL")
                .bind("id", id.value())
                .bind("controller", controller.value())
                .map(RecipientStore::recipient)
                .findOne());
  }

  Optional<Recipient> find(ControllerId controller, EmailAddress address) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM recipient WHERE controller_id = :controller AND address_key = :key")
                .bind("controller", controller.value())
                .bind("key", keys.of(address))
                .map(RecipientStore::recipient)
                .findOne());
  }

  RecipientId obtain(
      ControllerId controller, EmailAddress address, Optional<Language> language, String source) {
    return new RecipientId(
        sql.with(
            handle ->
                handle
                    .createQuery(sql.text(RecipientStore.class, "obtain"))
                    .bind("controller", controller.value())
                    .bind("address", address.value())
                    .bind("compareKey", address.compareKey())
                    .bind("unicodeKey", address.unicodeKey().orElse(null))
                    .bind("key", keys.of(address))
                    .bind("keyId", keys.currentId())
                    .bind("formerKeys", Sql.bytes(keys.former(address)))
                    .bind("language", language.map(Language::name).orElse(null))
                    .bind("source", source)
                    .mapTo(Long.class)
                    .one()));
  }

  void chooseLanguage(RecipientId id, Language language) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "UPDATE recipient SET language = :language, language_source = 'recipient' WHERE id = :id")
                .bind("language", language.name())
                .bind("id", id.value())
                .execute());
  }

  void rename(RecipientId id, String firstName, String lastName) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "UPDATE recipient SET first_name = nullif(:first, ''), last_name = nullif(:last, ''), name_source = 'recipient'"
                        + " WHERE id = :id AND erased_at IS NULL")
                .bind("first", firstName)
                .bind("last", lastName)
                .bind("id", id.value())
                .execute());
  }

  /** Keeps what the person answered; an empty answer takes back the one that was kept. */
  void answer(RecipientId id, Map<QuestionId, String> answers) {
    sql.with(
        handle -> {
          answers.forEach(
              (question, answer) ->
                  handle
                      .createUpdate(sql.text(RecipientStore.class, "answer"))
                      .bind("recipient", id.value())
                      .bind("question", question.value())
                      .bind("answer", answer)
                      .execute());
          return answers.size();
        });
  }

  /** The next ones in the order of their numbers. */
  List<Recipient> after(ControllerId controller, String prefix, long after, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM recipient WHERE controller_id = :controller AND compare_key LIKE :prefix AND erased_at IS NULL"
                        + " AND merged_into IS NULL AND id > :after ORDER BY id LIMIT :limit")
                .bind("controller", controller.value())
                .bind("prefix", likePrefix(prefix))
                .bind("after", after)
                .bind("limit", limit)
                .map(RecipientStore::recipient)
                .list());
  }

  List<Recipient> search(ControllerId controller, String prefix, int offset, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM recipient WHERE controller_id = :controller AND compare_key LIKE :prefix AND erased_at IS NULL"
                        + " AND merged_into IS NULL"
                        + " ORDER BY compare_key USING ~<~ LIMIT :limit OFFSET :offset")
                .bind("controller", controller.value())
                .bind("prefix", likePrefix(prefix))
                .bind("limit", limit)
                .bind("offset", offset)
                .map(RecipientStore::recipient)
                .list());
  }

  /** How many there are, or so many when there are more. */
  int count(ControllerId controller, String prefix, int most) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT count(*) FROM (SELECT FROM recipient WHERE controller_id = :controller AND compare_key LIKE :prefix"
                        + " AND erased_at IS NULL AND merged_into IS NULL LIMIT :most) found")
                .bind("most", most)
                .bind("controller", controller.value())
                .bind("prefix", likePrefix(prefix))
                .mapTo(Integer.class)
                .one());
  }

  /** So few are found before they are put in order; of more, their order is walked through. */
  private static final int FEW = 2_000;

  List<Recipient> search(ControllerId controller, RecipientQuery query, int offset, int limit) {
    // the planner can't know how many begin with a text, and both ways are slow for the other case
    boolean few = !query.text().isEmpty() && count(controller, query, FEW + 1) <= FEW;
    return sql.with(
        handle ->
            bound(
                    handle.createQuery(
                        "SELECT r.* FROM "
                            + (few ? "(SELECT r.* FROM recipient r WHERE " : "recipient r WHERE ")
                            + query.where()
                            + (few ? " OFFSET 0) r" : "")
                            + query.orderBy()
                            + " LIMIT :limit OFFSET :offset"),
                    controller,
                    query)
                .bind("limit", limit)
                .bind("offset", offset)
                .map(RecipientStore::recipient)
                .list());
  }

  /** How many there are, or so many when there are more. */
  int count(ControllerId controller, RecipientQuery query, int most) {
    return sql.with(
        handle ->
            bound(
                    handle.createQuery(
                        "SELECT count(*) FROM (SELECT FROM recipient r WHERE "
                            + query.where()
                            + " LIMIT :most) found"),
                    controller,
                    query)
                .bind("most", most)
                .mapTo(Integer.class)
                .one());
  }

  private static Query bound(Query statement, ControllerId controller, RecipientQuery query) {
    Query bound = statement.bind("controller", controller.value());
    return query.text().isEmpty() ? bound : bound.bind("text", query.pattern());
  }

  private static String likePrefix(String prefix) {
    return prefix.strip().toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  private static Recipient recipient(ResultSet row, StatementContext context) throws SQLException {
    return new Recipient(
        new RecipientId(row.getLong("id")),
        new ControllerId(row.getLong("controller_id")),
        EmailAddress.of(row.getString("address")),
        Language.of(row.getString("language")),
        Optional.ofNullable(row.getString("first_name")),
        Optional.ofNullable(row.getString("last_name")),
        row.getString("source"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
