package nl.voorkeur.privacy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.privacy.RightsCase.Closing;
import nl.voorkeur.privacy.RightsCase.Filter;
import nl.voorkeur.privacy.RightsCase.Identity;
import nl.voorkeur.privacy.RightsCase.Note;
import nl.voorkeur.privacy.RightsCase.Outcome;
import org.jdbi.v3.core.statement.StatementContext;

/** Cases in the database; every statement names the controller (promise 7). */
final class CaseStore {

  private final Sql sql;

  CaseStore(Sql sql) {
    this.sql = sql;
  }

  long add(ControllerId controller, NewCase wanted, String actor) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "INSERT INTO rights_case (controller_id, recipient_id, kind, reached, identity, asked, asked_on, due_on, opened_by)"
                        + " VALUES (:controller, :recipient, :kind, :reached, :identity, :asked, :on, :due, :actor) RETURNING id")
                .bind("controller", controller.value())
                .bind("recipient", wanted.recipient().value())
                .bind("kind", wanted.kind().name())
                .bind("reached", wanted.reached().name())
                .bind("identity", wanted.identity().name())
                .bind("asked", wanted.asked())
                .bind("on", wanted.askedOn())
                .bind("due", RightsCase.due(wanted.askedOn()))
                .bind("actor", actor)
                .mapTo(Long.class)
                .one());
  }

  Optional<RightsCase> find(ControllerId controller, long id) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM rights_case WHERE id = :id AND controller_id = :controller")
                .bind("id", id)
                .bind("controller", controller.value())
                .map(CaseStore::read)
                .findOne());
  }

  List<Note> notes(long id) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM rights_note WHERE case_id = :id ORDER BY id")
                .bind("id", id)
                .map(
                    (row, context) ->
                        new Note(
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            row.getString("actor"),
                            row.getString("text")))
                .list());
  }

  /** Those to be answered first at the top; of closed ones, the last opened. */
  List<RightsCase> list(
      ControllerId controller, Filter filter, LocalDate today, int offset, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM rights_case WHERE controller_id = :controller AND "
                        + filter.condition()
                        + " AND :today::date IS NOT NULL ORDER BY (outcome IS NOT NULL), CASE WHEN outcome IS NULL THEN due_on END, id DESC"
                        + " LIMIT :limit OFFSET :offset")
                .bind("controller", controller.value())
                .bind("today", today)
                .bind("limit", limit)
                .bind("offset", offset)
                .map(CaseStore::read)
                .list());
  }

  int count(ControllerId controller, Filter filter, LocalDate today) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT count(*) FROM rights_case WHERE controller_id = :controller AND "
                        + filter.condition()
                        + " AND :today::date IS NOT NULL")
                .bind("controller", controller.value())
                .bind("today", today)
                .mapTo(Integer.class)
                .one());
  }

  List<RightsCase> of(ControllerId controller, RecipientId recipient) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM rights_case WHERE controller_id = :controller AND recipient_id = :recipient ORDER BY id DESC")
                .bind("controller", controller.value())
                .bind("recipient", recipient.value())
                .map(CaseStore::read)
                .list());
  }

  /** Notes something about an open case; false when it is closed or another controller's. */
  boolean note(ControllerId controller, long id, String actor, String text) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO rights_note (case_id, actor, text) SELECT id, :actor, :text FROM rights_case"
                            + " WHERE id = :id AND controller_id = :controller AND outcome IS NULL")
                    .bind("id", id)
                    .bind("controller", controller.value())
                    .bind("actor", actor)
                    .bind("text", text)
                    .execute())
        == 1;
  }

  boolean identify(ControllerId controller, long id, Identity identity) {
    return change(
        controller,
        id,
        "identity = :value WHERE identity <> :value",
        identity.name(),
        Optional.empty());
  }

  /** Takes two months more, once, while there is time. */
  boolean extend(ControllerId controller, long id, String why, LocalDate today) {
    return change(
        controller,
        id,
        "extended_why = :value, due_on = (asked_on + interval '3 months')::date"
            + " WHERE extended_why IS NULL AND due_on >= :today::date",
        why,
        Optional.of(today));
  }

  boolean close(ControllerId controller, long id, Outcome outcome, String why) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE rights_case SET outcome = :outcome, closed_why = :why, closed_at = clock_timestamp()"
                            + " WHERE id = :id AND controller_id = :controller AND outcome IS NULL")
                    .bind("id", id)
                    .bind("controller", controller.value())
                    .bind("outcome", outcome.name())
                    .bind("why", why)
                    .execute())
        == 1;
  }

  private boolean change(
      ControllerId controller, long id, String change, String value, Optional<LocalDate> today) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE rights_case SET "
                            + change
                            + " AND id = :id AND controller_id = :controller AND outcome IS NULL"
                            + " AND (:today::date IS NULL OR true)")
                    .bind("id", id)
                    .bind("controller", controller.value())
                    .bind("value", value)
                    .bind("today", today.orElse(null))
                    .execute())
        == 1;
  }

  private static RightsCase read(ResultSet row, StatementContext context) throws SQLException {
    String outcome = row.getString("outcome");
    return new RightsCase(
        row.getLong("id"),
        new ControllerId(row.getLong("controller_id")),
        new RecipientId(row.getLong("recipient_id")),
        RightsCase.Kind.valueOf(row.getString("kind")),
        RightsCase.Reached.valueOf(row.getString("reached")),
        Identity.valueOf(row.getString("identity")),
        row.getString("asked"),
        row.getObject("asked_on", LocalDate.class),
        row.getObject("due_on", LocalDate.class),
        Optional.ofNullable(row.getString("extended_why")),
        outcome == null
            ? Optional.empty()
            : Optional.of(
                new Closing(
                    Outcome.valueOf(outcome),
                    row.getString("closed_why"),
                    row.getObject("closed_at", OffsetDateTime.class).toInstant())),
        row.getString("opened_by"));
  }
}
