package nl.voorkeur.permission;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;

/**
 * What is on record about one person and one topic, as a consent record that other programs can
 * read: the fields of ISO/IEC TS 27560:2023 in JSON-LD, with the words of the Data Privacy
 * Vocabulary (requirement 2.15).
 */
@Stateless
public class ConsentReceipts {

  private Sql sql;
  private URI base;

  /** For the container. */
  public ConsentReceipts() {}

  @Inject
  public ConsentReceipts(Sql sql, Configuration configuration) {
    this.sql = sql;
    this.base = configuration.get(Setting.BASE_URL);
  }

  /**
   * The receipt as JSON values: maps, lists, texts and numbers.
   *
   * @return nothing when nothing is on record about the two
   */
  @PermitAll
  public Optional<Map<String, Object>> receipt(RecipientId recipient, TopicId topic) {
    return sql.with(
        handle ->
            Optional.of(
                    handle
                        .createQuery(sql.text(ConsentReceipts.class, "receipt"))
                        .bind("recipient", recipient.value())
                        .bind("topic", topic.value())
                        .map((row, context) -> ReceiptEntry.of(row))
                        .list())
                .filter(entries -> !entries.isEmpty())
                .map(entries -> new ReceiptWriter(base).write(entries)));
  }
}
