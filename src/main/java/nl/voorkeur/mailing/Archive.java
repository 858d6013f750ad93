package nl.voorkeur.mailing;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.statement.Query;
import org.jsoup.nodes.Document;

/**
 * Mailings that went out, for anybody to read: what the author wrote, with the words that stand in
 * for a person's, and none of the links that are somebody's own. Only of topics whose controller
 * wants that.
 */
@Stateless
public class Archive {

  /** In the language that is asked for, where there is a text in it. */
  private static final String SENT =
      " FROM mailing m LEFT JOIN mailing_text x ON x.mailing_id = m.id AND x.language <> m.language AND x.language = :language::language"
          + " WHERE m.topic_id = :topic AND m.state = 'DONE'";

  private static final String NEWEST = " ORDER BY m.started_at DESC, m.id DESC LIMIT :most";
  private static final String HEAD =
      "SELECT m.id, m.topic_id, m.format, m.started_at, coalesce(x.language, m.language) AS language,"
          + " coalesce(x.subject, m.subject) AS subject, coalesce(x.preheader, m.preheader) AS preheader, ";
  private static final String WHOLE = HEAD + "coalesce(x.body, m.body) AS body" + SENT;
  private static final String TITLE = HEAD + "'' AS body" + SENT;

  private Sql sql;

  /** For the container. */
  public Archive() {}

  @Inject
  public Archive(Sql sql) {
    this.sql = sql;
  }

  /**
   * One mailing.
   *
   * @param html a clean piece of a page, whose headings begin at the second level
   */
  public record Issue(
      MailingId id,
      Language language,
      String subject,
      String summary,
      String html,
      Instant sentAt) {}

  /** The last ones, newest first, each in that language or its fallback. */
  @PermitAll
  public List<Issue> issues(Topic topic, Language language, int most) {
    return newest(WHOLE, topic, language, most);
  }

  /** The last ones, newest first, without what they say. */
  @PermitAll
  public List<Issue> titles(Topic topic, Language language, int most) {
    return newest(TITLE, topic, language, most);
  }

  private List<Issue> newest(String which, Topic topic, Language language, int most) {
    return topic.isArchived()
        ? sql.with(
            handle ->
                issues(handle.createQuery(which + NEWEST), topic, language)
                    .bind("most", most)
                    .map((row, context) -> read(row, pictures(topic)))
                    .list())
        : List.of();
  }

  /** One of the topic; nothing when it is not to be read. */
  @PermitAll
  public Optional<Issue> issue(Topic topic, MailingId id, Language language) {
    return topic.isArchived()
        ? sql.with(
            handle ->
                issues(handle.createQuery(WHOLE + " AND m.id = :id"), topic, language)
                    .bind("id", id.value())
                    .map((row, context) -> read(row, pictures(topic)))
                    .findOne())
        : Optional.empty();
  }

  private static Query issues(Query query, Topic topic, Language language) {
    return query.bind("topic", topic.id().value()).bind("language", language.name());
  }

  private Pictures pictures(Topic topic) {
    return new Pictures(new PictureStore(sql).list(topic.controller()), Picture::path);
  }

  private static Issue read(ResultSet row, Pictures pictures) throws SQLException {
    return issue(
        new MailingId(row.getLong("id")),
        MailingStore.text(row),
        pictures,
        row.getObject("started_at", OffsetDateTime.class).toInstant());
  }

  static Issue issue(MailingId id, MailingText text, Pictures pictures, Instant sentAt) {
    Slots slots = Slots.of(text);
    Document content = LetterWriter.content(text, slots, pictures).document();
    for (int level = 4; level > 0; level--) {
      content.select("h" + level).tagName("h" + (level + 1));
    }
    // our own pages dress it, and let nothing else do so
    content.getAllElements().removeAttr("style").removeAttr("bgcolor");
    UnaryOperator<String> plain = UnaryOperator.identity();
    return new Issue(
        id,
        text.language(),
        slots.cut(slots.mark(text.subject())).fill(Map.of(), plain),
        slots.cut(slots.mark(text.preheader())).fill(Map.of(), plain),
        slots.cut(content.body().html()).fill(Map.of(), MailLayout::escape),
        sentAt);
  }
}
