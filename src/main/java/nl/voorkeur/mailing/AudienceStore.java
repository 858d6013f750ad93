package nl.voorkeur.mailing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.LegalBasis;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;

/** Whom a mailing would reach if it started now, by the one rule. */
final class AudienceStore {

  private final Sql sql;

  AudienceStore(Sql sql) {
    this.sql = sql;
  }

  /** Some who would get it, then some who would not. */
  List<Reader> sample(ControllerId controller, Job job, Instant now, int most) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(AudienceStore.class, "sample"))
                .bind("topic", job.topic().value())
                .bind("controller", controller.value())
                .bind("at", Sql.time(now))
                .bind("most", most)
                .map(
                    (row, context) ->
                        new Reader(
                            new RecipientId(row.getLong("recipient_id")),
                            EmailAddress.of(row.getString("address")),
                            job.languageFor(
                                Optional.ofNullable(row.getString("language"))
                                    .map(Language::valueOf)),
                            Optional.ofNullable(row.getString("reason")).map(Denial::valueOf)))
                .list());
  }

  /** How many would get it in which language. */
  Map<Language, Long> languages(ControllerId controller, Job job, Instant now) {
    Map<Language, Long> people = new LinkedHashMap<>();
    sql.with(
        handle -> {
          handle
              .createQuery(sql.text(AudienceStore.class, "languages"))
              .bind("topic", job.topic().value())
              .bind("controller", controller.value())
              .bind("at", Sql.time(now))
              .bind("written", job.languages().stream().map(Language::name).toArray(String[]::new))
              .bind("fallback", job.fallback().name())
              .map(
                  (row, context) ->
                      people.put(
                          Language.valueOf(row.getString("language")), row.getLong("people")))
              .list();
          return people;
        });
    return people;
  }

  /** What is known of one recipient of this controller, as a worker would know it. */
  Optional<Claimed> person(ControllerId controller, Job job, RecipientId recipient, Instant now) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT r.address, r.first_name, r.last_name, r.language,"
                        + " (SELECT p.basis FROM permission_decision(:topic, :at) p WHERE p.recipient_id = r.id) AS basis"
                        + " FROM recipient r WHERE r.id = :id AND r.controller_id = :controller AND r.erased_at IS NULL")
                .bind("topic", job.topic().value())
                .bind("at", Sql.time(now))
                .bind("id", recipient.value())
                .bind("controller", controller.value())
                .map(
                    (row, context) ->
                        new Claimed(
                            recipient,
                            EmailAddress.of(row.getString("address")),
                            Optional.ofNullable(row.getString("first_name")),
                            Optional.ofNullable(row.getString("last_name")),
                            Optional.ofNullable(row.getString("language")).map(Language::valueOf),
                            Optional.ofNullable(row.getString("basis"))
                                .map(LegalBasis::valueOf)
                                .orElse(Linter.usualBasis(job.matter())),
                            0,
                            false))
                .findOne());
  }
}
