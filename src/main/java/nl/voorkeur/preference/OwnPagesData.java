package nl.voorkeur.preference;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.PersonalDataHolder;
import nl.voorkeur.recipient.PersonalRecord;
import nl.voorkeur.recipient.PersonalRecords;
import nl.voorkeur.recipient.Stretch;

/** When the person asked for links and moves, and why they left. */
@Dependent
class OwnPagesData implements PersonalDataHolder {

  private final Sql sql;
  private final PersonalRecords records;

  @Inject
  OwnPagesData(Sql sql) {
    this.sql = sql;
    this.records = new PersonalRecords(sql);
  }

  @Override
  public String name() {
    return "own_pages";
  }

  @Override
  public List<PersonalRecord> about(RecipientId recipient, Stretch stretch) {
    return records.read(sql.text(OwnPagesData.class, "personal_data"), recipient, stretch);
  }

  @Override
  public void erase(RecipientId recipient) {
    records.run(
        List.of(
            "DELETE FROM fresh_link WHERE recipient_id = :recipient",
            "DELETE FROM address_move WHERE recipient_id = :recipient",
            "DELETE FROM leaving WHERE recipient_id = :recipient"),
        recipient);
  }
}
