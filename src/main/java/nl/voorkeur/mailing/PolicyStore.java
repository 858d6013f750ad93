package nl.voorkeur.mailing;

import java.time.ZoneId;
import java.util.stream.Stream;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.persistence.Sql;

/** How controllers' mailings are looked after, in the database. */
final class PolicyStore {

  private final Sql sql;

  PolicyStore(Sql sql) {
    this.sql = sql;
  }

  MailingPolicy find(ControllerId controller) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT second_person, tracking, zone, test_addresses FROM mailing_policy WHERE controller_id = :controller")
                .bind("controller", controller.value())
                .map(
                    (row, context) ->
                        new MailingPolicy(
                            row.getBoolean("second_person"),
                            row.getBoolean("tracking"),
                            ZoneId.of(row.getString("zone")),
                            Stream.of((String[]) row.getArray("test_addresses").getArray())
                                .map(EmailAddress::of)
                                .toList()))
                .findOne()
                .orElse(MailingPolicy.USUAL));
  }

  void set(ControllerId controller, MailingPolicy policy) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO mailing_policy (controller_id, second_person, tracking, zone, test_addresses)"
                        + " VALUES (:controller, :second, :tracking, :zone, :addresses)"
                        + " ON CONFLICT (controller_id) DO UPDATE SET second_person = excluded.second_person, tracking = excluded.tracking,"
                        + " zone = excluded.zone, test_addresses = excluded.test_addresses")
                .bind("controller", controller.value())
                .bind("second", policy.secondPerson())
                .bind("tracking", policy.tracking())
                .bind("zone", policy.zone().getId())
                .bind(
                    "addresses",
                    policy.testAddresses().stream().map(EmailAddress::value).toArray(String[]::new))
                .execute());
  }
}
