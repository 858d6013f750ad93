package nl.voorkeur.mailing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;

/** Opens and clicks in the database, which itself decides whether one may be kept. */
final class ResponseStore {

  private enum Kind {
    OPEN,
    CLICK,
    LINK
  }

  private final Sql sql;

  ResponseStore(Sql sql) {
    this.sql = sql;
  }

  /** Where a link leads; a link of another mailing is none. */
  Optional<String> target(MailingId mailing, long link) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT url FROM mailing_link WHERE id = :id AND mailing_id = :mailing")
                .bind("id", link)
                .bind("mailing", mailing.value())
                .mapTo(String.class)
                .findOne());
  }

  /**
   * Keeps it, where the controller and the person both agree at this moment.
   *
   * @param link without one the mail was opened
   * @param days after which it is nobody's any more
   * @return whether it counts
   */
  boolean keep(MailingId mailing, RecipientId recipient, Optional<Long> link, int days) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT record_response(:mailing, :recipient, :link::bigint, :days)")
                .bind("mailing", mailing.value())
                .bind("recipient", recipient.value())
                .bind("link", link.orElse(null))
                .bind("days", days)
                .mapTo(Boolean.class)
                .one());
  }

  /** Of a mailing of that controller; nothing for another's. */
  Responses of(ControllerId controller, MailingId mailing) {
    Map<Kind, Responses.Count> counts = new EnumMap<>(Kind.class);
    List<Responses.Link> links = new ArrayList<>();
    long agreed =
        sql.with(
            handle -> {
              handle
                  .createQuery(sql.text(ResponseStore.class, "responses"))
                  .bind("mailing", mailing.value())
                  .bind("controller", controller.value())
                  .map(
                      (row, context) -> {
                        Kind kind = Kind.valueOf(row.getString("kind"));
                        Responses.Count count =
                            new Responses.Count(row.getLong("people"), row.getLong("times"));
                        return kind == Kind.LINK
                            ? links.add(new Responses.Link(row.getString("url"), count))
                            : counts.put(kind, count) == null;
                      })
                  .list();
              return handle
                  .createQuery(
                      "SELECT count(*) FROM mailing m JOIN delivery d ON d.mailing_id = m.id AND d.state = 'SENT'"
                          + " JOIN standing s ON s.recipient_id = d.recipient_id AND s.tracking"
                          + " WHERE m.id = :mailing AND m.controller_id = :controller AND m.tracked")
                  .bind("mailing", mailing.value())
                  .bind("controller", controller.value())
                  .mapTo(Long.class)
                  .one();
            });
    return new Responses(
        agreed,
        counts.getOrDefault(Kind.OPEN, Responses.Count.NONE),
        counts.getOrDefault(Kind.CLICK, Responses.Count.NONE),
        links);
  }

  /** Takes away who it was, where that is known long enough. */
  void fold(int days) {
    sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT fold_responses(m.id, NULL)::text FROM mailing m"
                        + " WHERE coalesce(m.finished_at, m.started_at + interval '30 days') < clock_timestamp() - make_interval(days => :days)"
                        + " AND EXISTS (SELECT FROM mailing_response r WHERE r.mailing_id = m.id)")
                .bind("days", days)
                .map((row, context) -> true)
                .list());
  }
}
