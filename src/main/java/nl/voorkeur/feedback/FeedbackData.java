package nl.voorkeur.feedback;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.PersonalDataHolder;
import nl.voorkeur.recipient.PersonalRecord;
import nl.voorkeur.recipient.PersonalRecords;
import nl.voorkeur.recipient.Stretch;

/** What mail servers reported about mails to the person. */
@Dependent
class FeedbackData implements PersonalDataHolder {

  private final PersonalRecords records;

  @Inject
  FeedbackData(Sql sql) {
    this.records = new PersonalRecords(sql);
  }

  @Override
  public String name() {
    return "reports";
  }

  @Override
  public List<PersonalRecord> about(RecipientId recipient, Stretch stretch) {
    return records.read(
        "SELECT f.happened_at AS at, f.kind::text AS kind, m.subject, s.kind::text AS mail, f.status AS code"
            + " FROM feedback_event f LEFT JOIN mailing m ON m.id = f.mailing_id LEFT JOIN system_mail s ON s.id = f.system_mail_id"
            + " WHERE f.recipient_id = :recipient OR f.recipient_id IN (SELECT r.id FROM recipient r WHERE r.merged_into = :recipient)"
            + " ORDER BY f.happened_at DESC, m.subject, mail, f.kind, f.status",
        recipient,
        stretch);
  }

  @Override
  public void erase(RecipientId recipient) {
    // stays as a fact about a number, as the delivery does: it names nobody any more
  }
}
