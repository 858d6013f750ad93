package nl.voorkeur.mailing;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;

/**
 * What came back later about messages that were sent: whoever reads bounces and feedback reports
 * says so here, so that a mailing with too many of them is held. It changes nobody's permission.
 */
@Stateless
public class DeliveryReports {

  private Sql sql;

  /** For the container. */
  public DeliveryReports() {}

  @Inject
  public DeliveryReports(Sql sql) {
    this.sql = sql;
  }

  /** The message came back for good (RFC 3464); false when that is known or it was never sent. */
  @PermitAll
  public boolean bounced(MailingId mailing, RecipientId recipient) {
    return add(mailing, recipient, "BOUNCE");
  }

  /** The person called the message spam (RFC 5965). */
  @PermitAll
  public boolean complained(MailingId mailing, RecipientId recipient) {
    return add(mailing, recipient, "COMPLAINT");
  }

  private boolean add(MailingId mailing, RecipientId recipient, String kind) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO delivery_report (mailing_id, recipient_id, kind)"
                            + " SELECT d.mailing_id, d.recipient_id, :kind::delivery_report_kind FROM delivery d"
                            + " WHERE d.mailing_id = :mailing AND d.recipient_id = :recipient AND d.state IN ('SENT', 'IN_DOUBT')"
                            + " ON CONFLICT DO NOTHING")
                    .bind("mailing", mailing.value())
                    .bind("recipient", recipient.value())
                    .bind("kind", kind)
                    .execute())
        == 1;
  }
}
