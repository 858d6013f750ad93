package nl.voorkeur.mailing;

import java.util.List;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;

/** The portal's own mail in the database. */
final class SystemMailStore {

  private final Sql sql;

  SystemMailStore(Sql sql) {
    this.sql = sql;
  }

  void add(
      SystemMailKind kind,
      ControllerId controller,
      RecipientId recipient,
      Language language,
      long subject,
      List<String> items) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO system_mail (kind, controller_id, recipient_id, language, subject_id, items)"
                        + " VALUES (:kind::system_mail_kind, :controller, :recipient, :language::language, :subject, :items)")
                .bind("kind", kind.name())
                .bind("controller", controller.value())
                .bind("recipient", recipient.value())
                .bind("language", language.name())
                .bind("subject", subject)
                .bind("items", items.toArray(String[]::new))
                .execute());
  }
}
