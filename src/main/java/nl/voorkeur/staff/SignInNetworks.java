package nl.voorkeur.staff;

import java.time.Instant;
import nl.voorkeur.platform.persistence.Sql;

/**
 * Wrong tries by network, over all nodes. A lock by name alone would let somebody try one password
 * on every name (ASVS 6.3.1). A try counts before its password is looked at, as with a name.
 */
final class SignInNetworks {

  /** Wrong tries that a network has in an hour. */
  static final int TRIES = 40;

  private final Sql sql;

  SignInNetworks(Sql sql) {
    this.sql = sql;
  }

  /** Counts a try; answers how many the network made in this hour. */
  int begin(String network, Instant at) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "WITH old AS (DELETE FROM sign_in_network WHERE hour < :at::timestamptz - interval '1 day')"
                        + " INSERT INTO sign_in_network AS n (hour, network, tries) VALUES (date_trunc('hour', :at::timestamptz), :network, 1)"
                        + " ON CONFLICT (hour, network) DO UPDATE SET tries = n.tries + 1 RETURNING tries")
                .bind("network", network)
                .bind("at", Sql.time(at))
                .mapTo(Integer.class)
                .one());
  }

  /** The password was right: the try was none. */
  void succeed(String network, Instant at) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "UPDATE sign_in_network SET tries = tries - 1 WHERE hour = date_trunc('hour', :at::timestamptz) AND network = :network AND tries > 0")
                .bind("network", network)
                .bind("at", Sql.time(at))
                .execute());
  }
}
