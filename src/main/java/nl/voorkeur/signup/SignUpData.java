package nl.voorkeur.signup;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.PersonalDataHolder;
import nl.voorkeur.recipient.PersonalRecord;
import nl.voorkeur.recipient.PersonalRecords;
import nl.voorkeur.recipient.Stretch;

/** What the person asked for on a form, and when they confirmed it. */
@Dependent
class SignUpData implements PersonalDataHolder {

  private final Sql sql;
  private final PersonalRecords records;

  @Inject
  SignUpData(Sql sql) {
    this.sql = sql;
    this.records = new PersonalRecords(sql);
  }

  @Override
  public String name() {
    return "sign_ups";
  }

  @Override
  public List<PersonalRecord> about(RecipientId recipient, Stretch stretch) {
    return records.read(sql.text(SignUpData.class, "personal_data"), recipient, stretch);
  }

  @Override
  public void erase(RecipientId recipient) {
    records.run(
        List.of(
            "DELETE FROM sign_up_turn WHERE recipient_id = :recipient",
            "DELETE FROM sign_up WHERE recipient_id = :recipient AND confirmed_at IS NULL"),
        recipient);
  }
}
