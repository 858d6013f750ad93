package nl.voorkeur.recipient;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;

/** The address, the name and where they came from. */
@Dependent
class ProfileData implements PersonalDataHolder {

  private final Sql sql;
  private final PersonalRecords records;

  @Inject
  ProfileData(Sql sql) {
    this.sql = sql;
    this.records = new PersonalRecords(sql);
  }

  @Override
  public String name() {
    return "profile";
  }

  @Override
  public List<PersonalRecord> about(RecipientId recipient, Stretch stretch) {
    return records.read(sql.text(ProfileData.class, "personal_data"), recipient, stretch);
  }

  @Override
  public void erase(RecipientId recipient) {
    // the erasure in the ledger empties the row itself, in one transaction with the shadow it
    // leaves
    records.run(List.of("DELETE FROM answer WHERE recipient_id = :recipient"), recipient);
  }
}
