package nl.voorkeur.staff;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.statement.StatementContext;

/** Tokens in the database, each as the SHA-256 of its 256 random bits (ASVS 11.4.1, 11.5.1). */
final class TokenStore {

  private final Sql sql;

  TokenStore(Sql sql) {
    this.sql = sql;
  }

  ApiToken add(
      String label,
      Set<String> roles,
      String token,
      String createdBy,
      Instant now,
      Optional<Instant> expiresAt) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "INSERT INTO api_token (id, label, hash, roles, created_by, created_at, expires_at)"
                        + " VALUES (nextval('staff_seq'), :label, :hash, :roles, :by, :now, :end) RETURNING *")
                .bind("label", label)
                .bind("hash", hash(token))
                .bind("roles", String.join(",", new TreeSet<>(roles)))
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
                .createQuery("SELECT * FROM api_token ORDER BY created_at DESC, id DESC")
                .map(TokenStore::token)
                .list());
  }

  Optional<ApiToken> inForce(String token, Instant now) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM api_token WHERE hash = :hash")
                .bind("hash", hash(token))
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

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static ApiToken token(ResultSet row, StatementContext context) throws SQLException {
    return new ApiToken(
        row.getLong("id"),
        row.getString("label"),
        Set.of(row.getString("roles").split(",")),
        row.getString("created_by"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("expires_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getObject("revoked_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }
}
