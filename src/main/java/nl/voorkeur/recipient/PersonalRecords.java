package nl.voorkeur.recipient;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Reads records about a person by a statement: its column {@code at} is the time, every other one a
 * fact of that name; what is null or empty is not held. The statement orders them, newest first.
 */
public final class PersonalRecords {

  private final Sql sql;

  public PersonalRecords(Sql sql) {
    this.sql = sql;
  }

  /** Reads a stretch of them, in the order of the statement. */
  public List<PersonalRecord> read(String statement, RecipientId recipient, Stretch stretch) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM ("
                        + statement
                        + "\n) held WHERE :from::timestamptz IS NULL OR held.at <= :from LIMIT :most OFFSET :skip")
                .bind("recipient", recipient.value())
                .bind("from", stretch.from().map(Sql::time).orElse(null))
                .bind("most", stretch.most())
                .bind("skip", stretch.skip())
                .map(PersonalRecords::record)
                .list());
  }

  /** Runs each statement for this person. */
  public void run(List<String> statements, RecipientId recipient) {
    sql.with(
        handle -> {
          statements.forEach(
              statement ->
                  handle.createUpdate(statement).bind("recipient", recipient.value()).execute());
          return statements.size();
        });
  }

  private static PersonalRecord record(ResultSet row, StatementContext context)
      throws SQLException {
    Map<String, String> facts = new LinkedHashMap<>();
    Optional<Instant> at = Optional.empty();
    ResultSetMetaData columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String name = columns.getColumnLabel(i);
      if (name.equals("at")) {
        at =
            Optional.ofNullable(row.getObject(i, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
      } else {
        String value = row.getString(i);
        if (value != null && !value.isEmpty()) {
          facts.put(name, value);
        }
      }
    }
    return new PersonalRecord(at, facts);
  }
}
