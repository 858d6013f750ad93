package nl.voorkeur.mailing;

import java.util.Map;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;

/** The links of mailings whose followers are counted, each with a number of its own. */
final class LinkStore {

  private final Sql sql;

  LinkStore(Sql sql) {
    this.sql = sql;
  }

  /** Numbers the links of a mailing whose texts change no more. */
  void keep(Job job) {
    String[] addresses =
        job.editions().values().stream()
            .map(Edition::text)
            .map(text -> LetterWriter.content(text, Slots.of(text), Pictures.none()))
            .flatMap(content -> Links.in(content.document()).stream())
            .filter(Tracking::canCount)
            .distinct()
            .toArray(String[]::new);
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO mailing_link (mailing_id, url) SELECT :mailing, url FROM unnest(:urls::text[]) AS url"
                        + " ON CONFLICT DO NOTHING")
                .bind("mailing", job.id().value())
                .bind("urls", addresses)
                .execute());
  }

  /** The numbers of a mailing's links, by address. */
  static Map<String, Long> of(Handle handle, MailingId mailing) {
    return handle
        .createQuery("SELECT url, id FROM mailing_link WHERE mailing_id = :mailing")
        .bind("mailing", mailing.value())
        .map((row, context) -> Map.entry(row.getString("url"), row.getLong("id")))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
