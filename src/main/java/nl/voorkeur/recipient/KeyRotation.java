package nl.voorkeur.recipient;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.persistence.Sql;

/**
 * Hashes the addresses we hold under the key in use, at the first start after a rotation and before
 * anything else is served: a mailbox is found by that hash. What was erased under a former key
 * stays under it, and is met by the former hashes of whoever comes.
 */
@Singleton
@Startup
@DependsOn("Migration")
@TransactionManagement(TransactionManagementType.BEAN)
public class KeyRotation {

  private static final Logger LOG = System.getLogger(KeyRotation.class.getName());
  private static final int AT_ONCE = 5_000;

  private Sql sql;
  private AddressKeys keys;

  /** For the container. */
  public KeyRotation() {}

  @Inject
  public KeyRotation(Sql sql, AddressKeys keys) {
    this.sql = sql;
    this.keys = keys;
  }

  private record Held(long id, EmailAddress address) {}

  /** Goes on until every address is hashed under the key in use; does nothing when it is so. */
  @PostConstruct
  void rotate() {
    long done = 0;
    long after = 0;
    for (List<Held> some = rotateSome(after); !some.isEmpty(); some = rotateSome(after)) {
      done += some.size();
      after = some.get(some.size() - 1).id();
    }
    if (done > 0) {
      LOG.log(Level.INFO, "hashed {0} addresses under key {1}", done, keys.currentId());
    }
  }

  private List<Held> rotateSome(long after) {
    return sql.with(
        handle ->
            handle.inTransaction(
                tx -> {
                  List<Held> held =
                      tx.createQuery(
                              "SELECT id, address FROM recipient WHERE key_id <> :key AND erased_at IS NULL AND id > :after"
                                  + " ORDER BY id LIMIT :most FOR UPDATE")
                          .bind("key", keys.currentId())
                          .bind("after", after)
                          .bind("most", AT_ONCE)
                          .map(
                              (row, context) ->
                                  new Held(
                                      row.getLong("id"), EmailAddress.of(row.getString("address"))))
                          .list();
                  if (!held.isEmpty()) {
                    tx.createUpdate(sql.text(KeyRotation.class, "rotate"))
                        .bind("keyId", keys.currentId())
                        .bind("ids", held.stream().map(Held::id).toArray(Long[]::new))
                        .bind(
                            "keys",
                            Sql.bytes(held.stream().map(h -> keys.of(h.address())).toList()))
                        .bind(
                            "former",
                            Sql.bytes(
                                held.stream()
                                    .flatMap(h -> keys.former(h.address()).stream())
                                    .toList()))
                        .execute();
                  }
                  return held;
                }));
  }
}
