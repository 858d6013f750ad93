package nl.voorkeur.mailing;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.PersonalDataHolder;
import nl.voorkeur.recipient.PersonalRecord;
import nl.voorkeur.recipient.PersonalRecords;
import nl.voorkeur.recipient.Stretch;

/** Which mailings went to the person, and which mails of the portal itself. */
@Dependent
class DeliveryData implements PersonalDataHolder {

  private final Sql sql;
  private final PersonalRecords records;

  @Inject
  DeliveryData(Sql sql) {
    this.sql = sql;
    this.records = new PersonalRecords(sql);
  }

  @Override
  public String name() {
    return "mailings";
  }

  @Override
  public List<PersonalRecord> about(RecipientId recipient, Stretch stretch) {
    return records.read(sql.text(DeliveryData.class, "personal_data"), recipient, stretch);
  }

  @Override
  public void erase(RecipientId recipient) {
    records.run(
        List.of("UPDATE system_mail SET to_address = NULL WHERE recipient_id = :recipient"),
        recipient);
  }
}
