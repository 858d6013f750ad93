package nl.voorkeur.privacy;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.PersonalDataHolder;
import nl.voorkeur.recipient.PersonalRecord;
import nl.voorkeur.recipient.PersonalRecords;
import nl.voorkeur.recipient.Stretch;

/**
 * The requests that a person made. Erased, they say only that there was a request and how it ended,
 * which is our proof that it was answered (GDPR art. 5(2)).
 */
@Dependent
class CaseData implements PersonalDataHolder {

  private final Sql sql;
  private final PersonalRecords records;

  @Inject
  CaseData(Sql sql) {
    this.sql = sql;
    this.records = new PersonalRecords(sql);
  }

  @Override
  public String name() {
    return "cases";
  }

  @Override
  public List<PersonalRecord> about(RecipientId recipient, Stretch stretch) {
    return records.read(sql.text(CaseData.class, "personal_data"), recipient, stretch);
  }

  @Override
  public void erase(RecipientId recipient) {
    records.run(
        List.of(
            "DELETE FROM rights_note WHERE case_id IN (SELECT id FROM rights_case WHERE recipient_id = :recipient)",
            "UPDATE rights_case SET asked = '-', closed_why = CASE WHEN closed_why IS NOT NULL THEN '-' END"
                + " WHERE recipient_id = :recipient"),
        recipient);
  }
}
