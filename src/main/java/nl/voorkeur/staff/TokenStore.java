package nl.voorkeur.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Scope;
import org.apache.commons.codec.digest.DigestUtils;
import org.jdbi.v3.core.statement.StatementContext;

/** Tokens in the database, each as the SHA-256 of its 256 random bits (ASVS 11.4.1, 11.5.1). */
final class TokenStore {

  /** A token with the controller that it is for. */
  private static final String WITH_PLACE =
      "SELECT t.*, c.slug, c.name FROM api_token t LEFT JOIN controller c ON c.id = t.controller_id ";

  private final Sql sql;

  TokenStore(Sql sql) {
    this.sql = sql;
  }

  ApiToken add(
      String label,
      Set<Scope> scopes,
      Optional<ControllerId> controller,
      String token,
      String createdBy,
      Instant now,
      Optional<Instant> expiresAt) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "WITH t AS (INSERT INTO api_token (id, label, hash, scopes, controller_id, created_by, created_at, expires_at)"
                        + " VALUES (nextval('staff_seq'), :label, :hash, :scopes, :controller, :by, :now, :end) RETURNING *)"
                        + " SELECT t.*, c.slug, c.name FROM t LEFT JOIN controller c ON c.id = t.controller_id")
                .bind("label", label)
                .bind("hash", DigestUtils.sha256(token))
                .bind(
                    "scopes",
                    scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(",")))
                .bind("controller", controller.map(ControllerId::value).orElse(null))
                .bind("by", createdBy)
                .bind("now", Sql.time(now))
                .bind("end", Sql.time(expiresAt.orElse(null)))
                .map(TokenStore::token)
                .one());
  }

  List<ApiToken> all() {
    return sql.with(
        handle ->
            handle
                .createQuery(WITH_PLACE + "ORDER BY t.created_at DESC, t.id DESC")
                .map(TokenStore::token)
                .list());
  }

  Optional<ApiToken> inForce(String token, Instant now) {
    return sql.with(
        handle ->
            handle
                .createQuery(WITH_PLACE + "WHERE t.hash = :hash")
                .bind("hash", DigestUtils.sha256(token))
                .map(TokenStore::token)
                .findOne()
                .filter(found -> found.isInForce(now)));
  }

  /** Whether it was in force until now. */
  boolean revoke(long id, Instant now) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE api_token SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
                    .bind("id", id)
                    .bind("now", Sql.time(now))
                    .execute())
        == 1;
  }

  private static ApiToken token(ResultSet row, StatementContext context) throws SQLException {
    return new ApiToken(
        row.getLong("id"),
        row.getString("label"),
        Stream.of(row.getString("scopes").split(","))
            .flatMap(word -> Scope.of(word).stream())
            .collect(Collectors.toSet()),
        place(row),
        row.getString("created_by"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("expires_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getObject("revoked_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  private static Optional<Place> place(ResultSet row) throws SQLException {
    String slug = row.getString("slug");
    return slug == null
        ? Optional.empty()
        : Optional.of(
            new Place(new ControllerId(row.getLong("controller_id")), slug, row.getString("name")));
  }
}
