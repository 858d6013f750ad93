package nl.voorkeur.exporting;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.PersonalDataHolder;
import nl.voorkeur.recipient.PersonalRecord;
import nl.voorkeur.recipient.PersonalRecords;
import nl.voorkeur.recipient.Stretch;

/** Which lists the person was in, and who received them (GDPR art. 15(1)(c)). */
@Dependent
class ExportData implements PersonalDataHolder {

  private final Sql sql;
  private final PersonalRecords records;

  @Inject
  ExportData(Sql sql) {
    this.sql = sql;
    this.records = new PersonalRecords(sql);
  }

  @Override
  public String name() {
    return "exports";
  }

  @Override
  public List<PersonalRecord> about(RecipientId recipient, Stretch stretch) {
    return records.read(sql.text(ExportData.class, "personal_data"), recipient, stretch);
  }

  @Override
  public void erase(RecipientId recipient) {
    // who received the address must still be told of the erasure (GDPR art. 19), so the lists keep
    // its number, which names nobody
  }
}
