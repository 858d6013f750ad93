package nl.voorkeur.mailing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.mail.DomainCheck.Published;
import nl.voorkeur.platform.mail.SigningKey;
import nl.voorkeur.platform.mail.SigningKey.Algorithm;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.token.Seal;
import nl.voorkeur.platform.token.Seal.Sealed;
import org.jdbi.v3.core.statement.StatementContext;

/** Signing keys of controllers in the database. */
final class ControllerKeyStore {

  private final Sql sql;
  private final Seal seal;

  ControllerKeyStore(Sql sql, Seal seal) {
    this.sql = sql;
    this.seal = seal;
  }

  /** Keeps a new key, its secret half sealed. */
  long add(
      ControllerId controller,
      String domain,
      String selector,
      Algorithm algorithm,
      byte[] publicKey,
      byte[] privateKey) {
    Sealed sealed = seal.seal(privateKey, purpose(controller.value(), domain, selector));
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "INSERT INTO dkim_key (controller_id, domain, selector, algorithm, public_key, sealed_key, sealed_by)"
                        + " VALUES (:controller, :domain, :selector, :algorithm::dkim_algorithm, :public, :sealed, :by) RETURNING id")
                .bind("controller", controller.value())
                .bind("domain", domain)
                .bind("selector", selector)
                .bind("algorithm", algorithm.name())
                .bind("public", publicKey)
                .bind("sealed", sealed.bytes())
                .bind("by", sealed.keyId())
                .mapTo(Long.class)
                .one());
  }

  /** A controller's keys, newest first. */
  List<ControllerKey> list(ControllerId controller) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM dkim_key WHERE controller_id = :controller ORDER BY id DESC")
                .bind("controller", controller.value())
                .map(ControllerKeyStore::key)
                .list());
  }

  Optional<ControllerKey> find(long id) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM dkim_key WHERE id = :id")
                .bind("id", id)
                .map(ControllerKeyStore::key)
                .findOne());
  }

  /**
   * The keys that sign mail from a domain now; none when the controller has none of its own.
   *
   * @throws IllegalStateException when one can't be opened, as mail must not go out with less than
   *     its domain's policy expects
   */
  List<SigningKey> signing(String controllerSlug, String domain) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT k.* FROM dkim_key k JOIN controller c ON c.id = k.controller_id"
                        + " WHERE c.slug = :slug AND k.domain = :domain AND k.state = 'ACTIVE' ORDER BY k.algorithm")
                .bind("slug", controllerSlug)
                .bind("domain", domain)
                .map((row, context) -> opened(row))
                .list());
  }

  /**
   * Puts a key into use in place of the one of its kind before it; false when it isn't prepared.
   */
  boolean activate(ControllerKey key, boolean unseen) {
    return sql.with(
            handle -> {
              handle
                  .createUpdate(
                      "UPDATE dkim_key SET state = 'RETIRED', sealed_key = NULL, sealed_by = NULL, retired_at = clock_timestamp()"
                          + " WHERE controller_id = :controller AND domain = :domain AND algorithm = :algorithm::dkim_algorithm AND state = 'ACTIVE'"
                          + " AND EXISTS (SELECT FROM dkim_key n WHERE n.id = :id AND n.state = 'PREPARED')")
                  .bind("controller", key.controller().value())
                  .bind("domain", key.domain())
                  .bind("algorithm", key.algorithm().name())
                  .bind("id", key.id())
                  .execute();
              return handle
                  .createUpdate(
                      "UPDATE dkim_key SET state = 'ACTIVE', unseen = :unseen, activated_at = clock_timestamp() WHERE id = :id AND state = 'PREPARED'")
                  .bind("id", key.id())
                  .bind("unseen", unseen)
                  .execute();
            })
        == 1;
  }

  /** Ends a key and forgets its secret half; false when that was done before. */
  boolean retire(long id) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE dkim_key SET state = 'RETIRED', sealed_key = NULL, sealed_by = NULL, retired_at = clock_timestamp() WHERE id = :id AND state <> 'RETIRED'")
                    .bind("id", id)
                    .execute())
        == 1;
  }

  private SigningKey opened(ResultSet row) throws SQLException {
    String selector = row.getString("selector");
    byte[] pkcs8 =
        seal.open(
                new Sealed(row.getString("sealed_by"), row.getBytes("sealed_key")),
                purpose(row.getLong("controller_id"), row.getString("domain"), selector))
            .orElseThrow(
                () -> new IllegalStateException("the key that opens " + selector + " is missing"));
    return SigningKey.of(selector, Algorithm.valueOf(row.getString("algorithm")), pkcs8);
  }

  private static String purpose(long controller, String domain, String selector) {
    return "dkim " + controller + " " + selector + "._domainkey." + domain;
  }

  private static ControllerKey key(ResultSet row, StatementContext context) throws SQLException {
    Algorithm algorithm = Algorithm.valueOf(row.getString("algorithm"));
    String domain = row.getString("domain");
    String selector = row.getString("selector");
    return new ControllerKey(
        row.getLong("id"),
        new ControllerId(row.getLong("controller_id")),
        domain,
        selector,
        algorithm,
        ControllerKey.State.valueOf(row.getString("state")),
        row.getBoolean("unseen"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("activated_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        Published.of(selector, domain, algorithm, row.getBytes("public_key")));
  }
}
