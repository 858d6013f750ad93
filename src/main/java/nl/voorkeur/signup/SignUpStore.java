package nl.voorkeur.signup;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.WordingId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.statement.StatementContext;

/** Sign-ups in the database, and the limits on their mail. */
final class SignUpStore {

  private final Sql sql;

  SignUpStore(Sql sql) {
    this.sql = sql;
  }

  /**
   * Takes the recipient's turn to get a confirmation mail.
   *
   * @return false when one of the last hour waits for an answer
   */
  boolean takeTurn(RecipientId recipient, Instant at) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(SignUpStore.class, "take-turn"))
                .bind("recipient", recipient.value())
                .bind("at", Sql.time(at))
                .mapTo(Long.class)
                .findOne()
                .isPresent());
  }

  /** Counts one more mail for a network; answers how many it asked for in this hour. */
  int count(String network, Instant at) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(SignUpStore.class, "count-network"))
                .bind("network", network)
                .bind("at", Sql.time(at))
                .mapTo(Integer.class)
                .one());
  }

  long add(
      ControllerId controller,
      RecipientId recipient,
      Collection<TopicId> topics,
      WordingId wording,
      Language language,
      Instant at) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(SignUpStore.class, "add"))
                .bind("controller", controller.value())
                .bind("recipient", recipient.value())
                .bind("topics", numbers(topics))
                .bind("wording", wording.value())
                .bind("language", language.name())
                .bind("at", Sql.time(at))
                .mapTo(Long.class)
                .one());
  }

  /** Adds topics to the recipient's newest sign-up, when that still waits. */
  void join(RecipientId recipient, Collection<TopicId> topics) {
    sql.with(
        handle ->
            handle
                .createUpdate(sql.text(SignUpStore.class, "join"))
                .bind("recipient", recipient.value())
                .bind("topics", numbers(topics))
                .execute());
  }

  Optional<PendingSignUp> find(long id) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM sign_up WHERE id = :id")
                .bind("id", id)
                .map(SignUpStore::signUp)
                .findOne());
  }

  /** Confirms it, once; nothing when it was confirmed before or is older than that. */
  Optional<PendingSignUp> confirm(long id, Instant since, Instant at) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(SignUpStore.class, "confirm"))
                .bind("id", id)
                .bind("since", Sql.time(since))
                .bind("at", Sql.time(at))
                .map(SignUpStore::signUp)
                .findOne());
  }

  private static Long[] numbers(Collection<TopicId> topics) {
    return topics.stream().map(TopicId::value).sorted().toArray(Long[]::new);
  }

  private static PendingSignUp signUp(ResultSet row, StatementContext context) throws SQLException {
    Array topics = row.getArray("topics");
    OffsetDateTime confirmed = row.getObject("confirmed_at", OffsetDateTime.class);
    List<TopicId> ids = Arrays.stream((Long[]) topics.getArray()).map(TopicId::new).toList();
    return new PendingSignUp(
        row.getLong("id"),
        new ControllerId(row.getLong("controller_id")),
        new RecipientId(row.getLong("recipient_id")),
        ids,
        new WordingId(row.getLong("wording_id")),
        Language.valueOf(row.getString("language")),
        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(confirmed).map(OffsetDateTime::toInstant));
  }
}
