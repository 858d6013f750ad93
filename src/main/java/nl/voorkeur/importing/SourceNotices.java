package nl.voorkeur.importing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/**
 * Mails the people of an import where their data came from (GDPR art. 14), when a member of staff
 * says so. Whoever the controller knew already has that information (art. 14(5)(a)), so it goes to
 * those alone whom the import brought in. It holds no offer, asks nothing, and never goes to an
 * address that must not be mailed at all.
 */
@Stateless
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class SourceNotices {

  private Sql sql;
  private Audit audit;

  /** For the container. */
  public SourceNotices() {}

  @Inject
  public SourceNotices(Sql sql, Audit audit) {
    this.sql = sql;
    this.audit = audit;
  }

  /**
   * How far the notices of an import are.
   *
   * @param waiting not sent yet
   * @param failed came to nothing: refused by a server, in doubt, or to an address that must not be
   *     mailed
   */
  public record Progress(int sent, int waiting, int failed) {
    public int all() {
      return sent + waiting + failed;
    }
  }

  /** How many people would be told. */
  public int people(ControllerId controller, ImportBatchId id) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT count(DISTINCT x.recipient_id) FROM import_batch b JOIN import_result x ON x.batch_id = b.id"
                        + " JOIN recipient r ON r.id = x.recipient_id WHERE b.id = :id AND b.controller_id = :controller"
                        + " AND x.outcome IN ('NEW', 'UNPROVEN') AND r.erased_at IS NULL AND r.merged_into IS NULL")
                .bind("id", id.value())
                .bind("controller", controller.value())
                .mapTo(Integer.class)
                .one());
  }

  /**
   * Writes to all of them, once.
   *
   * @param how as the import keeps it
   * @return how many; nothing where nobody waits to be told, or nobody wrote where the data came
   *     from
   */
  public Optional<Integer> send(
      ControllerId controller, ImportBatchId id, String how, String actor) {
    int written =
        sql.with(
            handle -> {
              handle.execute("SET LOCAL statement_timeout = '10min'");
              return handle
                  .createUpdate(sql.text(SourceNotices.class, "tell_source"))
                  .bind("id", id.value())
                  .bind("controller", controller.value())
                  .bind("actor", actor)
                  .bind("how", how)
                  .execute();
            });
    if (written == 0) {
      return Optional.empty();
    }
    audit.record("IMPORT_NOTICES_SENT", Optional.of(controller), "import " + id, "");
    return Optional.of(written);
  }

  /** How far they are. */
  public Progress progress(ControllerId controller, ImportBatchId id) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT count(*) FILTER (WHERE state = 'SENT') AS sent,"
                        + " count(*) FILTER (WHERE state IN ('READY', 'CLAIMED', 'SENDING')) AS waiting,"
                        + " count(*) FILTER (WHERE state NOT IN ('SENT', 'READY', 'CLAIMED', 'SENDING')) AS failed"
                        + " FROM system_mail WHERE kind = 'SOURCE_NOTICE' AND subject_id = :id AND controller_id = :controller")
                .bind("id", id.value())
                .bind("controller", controller.value())
                .map(
                    (row, context) ->
                        new Progress(
                            row.getInt("sent"), row.getInt("waiting"), row.getInt("failed")))
                .one());
  }
}
