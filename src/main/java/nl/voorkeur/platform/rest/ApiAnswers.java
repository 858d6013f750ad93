package nl.voorkeur.platform.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import nl.voorkeur.platform.persistence.Sql;
import org.apache.commons.codec.digest.DigestUtils;

/** Answers that were given to requests with an Idempotency-Key, kept for a day. */
@ApplicationScoped
class ApiAnswers {

  private Sql sql;

  /** For the container. */
  protected ApiAnswers() {}

  @Inject
  ApiAnswers(Sql sql) {
    this.sql = sql;
  }

  /**
   * An answer that was given before.
   *
   * @param same whether the request was the same
   * @param status nothing while it is being carried out
   */
  record Given(boolean same, Optional<Integer> status, String type, String body) {}

  /** Takes a key; what was answered under it before when it is taken. */
  Optional<Given> take(byte[] digest, byte[] request) {
    return sql.with(
        handle -> {
          handle.execute("DELETE FROM api_answer WHERE at < clock_timestamp() - interval '1 day'");
          int made =
              handle.execute(
                  "INSERT INTO api_answer (digest, request) VALUES (?, ?) ON CONFLICT DO NOTHING",
                  digest,
                  request);
          return made == 1
              ? Optional.empty()
              : handle
                  .createQuery("SELECT * FROM api_answer WHERE digest = :digest")
                  .bind("digest", digest)
                  .map(
                      (row, context) ->
                          new Given(
                              Arrays.equals(row.getBytes("request"), request),
                              Optional.ofNullable(row.getObject("status", Integer.class)),
                              row.getString("type"),
                              row.getString("body")))
                  .findOne();
        });
  }

  void keep(byte[] digest, int status, String type, String body) {
    sql.with(
        handle ->
            handle.execute(
                "UPDATE api_answer SET status = ?, type = ?, body = ? WHERE digest = ?",
                status,
                type,
                body,
                digest));
  }

  /** It failed here, and may be tried again. */
  void free(byte[] digest) {
    sql.with(handle -> handle.execute("DELETE FROM api_answer WHERE digest = ?", digest));
  }

  static byte[] sha256(byte[]... parts) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    for (byte[] part : parts) {
      digest.update(part);
      digest.update((byte) 0);
    }
    return digest.digest();
  }
}
