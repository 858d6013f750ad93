package nl.voorkeur.permission;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.PersonalDataHolder;
import nl.voorkeur.recipient.PersonalRecord;
import nl.voorkeur.recipient.PersonalRecords;
import nl.voorkeur.recipient.Stretch;

/** What the person said yes and no to, with what proves it. */
@Dependent
class LedgerData implements PersonalDataHolder {

  private final Sql sql;
  private final PersonalRecords records;

  @Inject
  LedgerData(Sql sql) {
    this.sql = sql;
    this.records = new PersonalRecords(sql);
  }

  @Override
  public String name() {
    return "permissions";
  }

  @Override
  public List<PersonalRecord> about(RecipientId recipient, Stretch stretch) {
    return records.read(sql.text(LedgerData.class, "personal_data"), recipient, stretch);
  }

  @Override
  public void erase(RecipientId recipient) {
    // the ledger stays as proof (GDPR art. 17(3)(b) and (e)); it names nobody once the profile is
    // empty
  }
}
