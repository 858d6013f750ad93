package nl.voorkeur.mailing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.persistence.Sql;

/** Letterheads of controllers, from the catalogue's tables. */
final class LetterheadStore {

  private final Sql sql;

  LetterheadStore(Sql sql) {
    this.sql = sql;
  }

  Optional<Letterhead> find(ControllerId controller) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT slug, name, postal_address, sender_name, sender_address, host FROM controller WHERE id = :id")
                .bind("id", controller.value())
                .map((row, context) -> letterhead(row))
                .findOne());
  }

  static Letterhead letterhead(ResultSet row) throws SQLException {
    return new Letterhead(
        row.getString("slug"),
        row.getString("name"),
        row.getString("postal_address"),
        row.getString("sender_name"),
        EmailAddress.of(row.getString("sender_address")),
        Optional.ofNullable(row.getString("host")));
  }
}
