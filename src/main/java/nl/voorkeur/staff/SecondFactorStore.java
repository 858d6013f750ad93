package nl.voorkeur.staff;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.OperatorId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.token.Seal;
import nl.voorkeur.platform.token.Seal.Sealed;

/** Second factors in the database, their secrets sealed for the member of staff whose they are. */
final class SecondFactorStore {

  /** Wrong codes in a row before no more are looked at, for as long as {@link Operator#LOCK}. */
  private static final int TRIES = Operator.TRIES;

  private static final Duration LOCK = Operator.LOCK;

  private final Sql sql;
  private final Seal seal;

  SecondFactorStore(Sql sql, Seal seal) {
    this.sql = sql;
    this.seal = seal;
  }

  /** What is needed to look at a code. */
  record Kept(byte[] secret, long lastStep, boolean confirmed) {}

  boolean isOn(OperatorId operator) {
    return sql.with(
        handle ->
            handle
                    .createQuery(
                        "SELECT count(*) FROM second_factor WHERE operator_id = :id AND confirmed_at IS NOT NULL")
                    .bind("id", operator.value())
                    .mapTo(Integer.class)
                    .one()
                == 1);
  }

  /** Keeps a secret that is not asked for yet; one that is, stays. */
  void begin(OperatorId operator, byte[] secret) {
    Sealed sealed = seal.seal(secret, purpose(operator));
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO second_factor (operator_id, secret, sealed_by) VALUES (:id, :secret, :by)"
                        + " ON CONFLICT (operator_id) DO UPDATE SET secret = excluded.secret, sealed_by = excluded.sealed_by"
                        + " WHERE second_factor.confirmed_at IS NULL")
                .bind("id", operator.value())
                .bind("secret", sealed.bytes())
                .bind("by", sealed.keyId())
                .execute());
  }

  Optional<Kept> find(OperatorId operator) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM second_factor WHERE operator_id = :id")
                .bind("id", operator.value())
                .map(
                    (row, context) ->
                        new Kept(
                            seal.open(
                                    new Sealed(row.getString("sealed_by"), row.getBytes("secret")),
                                    purpose(operator))
                                .orElse(new byte[0]),
                            row.getLong("last_step"),
                            row.getObject("confirmed_at") != null))
                .findOne());
  }

  /**
   * Begins a try, which counts as a failure before the code is looked at, so that many at the same
   * moment get no more answers than {@link #TRIES}.
   *
   * @return whether the code may be looked at
   */
  boolean admit(OperatorId operator, Instant now) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE second_factor SET failures = CASE WHEN locked_until IS NULL THEN failures + 1 ELSE 1 END,"
                            + " locked_until = CASE WHEN locked_until IS NULL AND failures + 1 >= :tries THEN :lock::timestamptz END"
                            + " WHERE operator_id = :id AND (locked_until IS NULL OR locked_until <= :now)")
                    .bind("id", operator.value())
                    .bind("tries", TRIES)
                    .bind("lock", Sql.time(now.plus(LOCK)))
                    .bind("now", Sql.time(now))
                    .execute())
        == 1;
  }

  /** The code of a step was right; false when it was used meanwhile. */
  boolean succeed(OperatorId operator, long step, Instant now) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE second_factor SET failures = 0, locked_until = NULL, last_step = :step,"
                            + " confirmed_at = coalesce(confirmed_at, :now) WHERE operator_id = :id AND last_step < :step")
                    .bind("id", operator.value())
                    .bind("step", step)
                    .bind("now", Sql.time(now))
                    .execute())
        == 1;
  }

  void replaceRecovery(OperatorId operator, List<String> codes) {
    sql.with(
        handle -> {
          handle.execute("DELETE FROM recovery_code WHERE operator_id = ?", operator.value());
          codes.forEach(
              code ->
                  handle.execute(
                      "INSERT INTO recovery_code (operator_id, hash) VALUES (?, ?)",
                      operator.value(),
                      RecoveryCodes.hash(code)));
          return null;
        });
  }

  /** Uses up a recovery code; false when it is none, or was used. */
  boolean recover(OperatorId operator, String code, Instant now) {
    return sql.with(
        handle -> {
          boolean used =
              handle
                      .createUpdate(
                          "UPDATE recovery_code SET used_at = :now WHERE operator_id = :id AND hash = :hash AND used_at IS NULL")
                      .bind("id", operator.value())
                      .bind("hash", RecoveryCodes.hash(code))
                      .bind("now", Sql.time(now))
                      .execute()
                  == 1;
          if (used) {
            handle.execute(
                "UPDATE second_factor SET failures = 0, locked_until = NULL WHERE operator_id = ?",
                operator.value());
          }
          return used;
        });
  }

  int recoveryLeft(OperatorId operator) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT count(*) FROM recovery_code WHERE operator_id = :id AND used_at IS NULL")
                .bind("id", operator.value())
                .mapTo(Integer.class)
                .one());
  }

  /** Whether there was one. */
  boolean drop(OperatorId operator) {
    return sql.with(
        handle ->
            handle.execute("DELETE FROM second_factor WHERE operator_id = ?", operator.value())
                == 1);
  }

  private static String purpose(OperatorId operator) {
    return "second factor of operator " + operator;
  }
}
