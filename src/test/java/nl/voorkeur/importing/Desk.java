package nl.voorkeur.importing;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.PooledDatabase;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.recipient.AddressKeys;

/** A member of staff who imports files, on a database of their own. */
final class Desk {

  static final ControllerId IMAILO = new ControllerId(1);
  static final TopicId WEEKBLIK = new TopicId(11);
  static final TopicId AANBIEDINGEN = new TopicId(13);

  final Sql sql;
  final AddressKeys keys = new AddressKeys(List.of(new NamedKey("test", new byte[32])));
  final List<String> trail = new ArrayList<>();
  final RecipientImport imports;
  final ImportWorker worker;

  Desk() {
    this(TestDatabase.fresh());
  }

  Desk(DataSource database) {
    sql = new Sql(PooledDatabase.over(database));
    imports =
        new RecipientImport(
            sql,
            keys,
            Clock.systemUTC(),
            (act, controller, subject, detail) -> trail.add(act + " " + subject));
    worker = new ImportWorker(sql, keys, Clock.systemUTC());
  }

  /** Uploads a file of the test data. */
  ImportBatchId upload(String file) {
    return upload(file, Desk.class.getResourceAsStream("/data/" + file));
  }

  ImportBatchId upload(String name, String text) {
    return upload(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  ImportBatchId upload(String name, InputStream file) {
    return imports
        .upload(IMAILO, name, file, "staff:1")
        .fold(
            id -> id,
            fault -> {
              throw new AssertionError(fault);
            });
  }

  /** The plan as the page suggests it. */
  ImportPlan suggested(ImportBatchId id, TopicId... topics) {
    FileLook look = imports.look(IMAILO, id, Optional.empty(), Optional.empty()).orElseThrow();
    ImportKind kind = look.kind().orElseThrow();
    return as(look, kind, topics);
  }

  ImportPlan as(FileLook look, ImportKind kind, TopicId... topics) {
    Layout seen = look.suggested();
    return new ImportPlan(
        kind,
        kind.hasTopics() ? Arrays.asList(topics) : List.of(),
        new Layout(
            seen.charset(),
            seen.delimiter(),
            seen.header(),
            seen.dateOrder(),
            look.fieldsFor(kind)),
        ground(kind == ImportKind.CUSTOMERS));
  }

  /** The controller's own data; what isn't proven is refused. */
  static Ground ground(boolean obtainedAtSale) {
    return new Ground(
        obtainedAtSale,
        false,
        Optional.of(Source.DIRECT),
        "the old system",
        Optional.empty(),
        Optional.empty(),
        "",
        false);
  }

  /** The same, with what isn't proven coming in as known. */
  static Ground keeping() {
    return new Ground(
        false,
        false,
        Optional.of(Source.DIRECT),
        "the old system",
        Optional.empty(),
        Optional.empty(),
        "",
        true);
  }

  /** Uploads, checks by the suggested plan, and imports. */
  ImportBatch bring(String file, TopicId... topics) {
    ImportBatchId id = upload(file);
    return finish(id, suggested(id, topics));
  }

  ImportBatch bringText(String name, String text, ImportKind kind, TopicId... topics) {
    ImportBatchId id = upload(name, text);
    FileLook look = imports.look(IMAILO, id, Optional.empty(), Optional.empty()).orElseThrow();
    return finish(id, as(look, kind, topics));
  }

  ImportBatch finish(ImportBatchId id, ImportPlan plan) {
    imports
        .check(IMAILO, id, plan, true)
        .ifPresent(
            fault -> {
              throw new AssertionError(fault);
            });
    worker.work();
    ImportBatch batch = imports.find(IMAILO, id).orElseThrow();
    if (batch.state() != ImportState.DONE) {
      throw new AssertionError(batch.state() + " " + batch.failure());
    }
    return batch;
  }

  /** The outcomes by line, as {@link ByHand} writes them. */
  Map<Integer, String> outcomes(ImportBatchId id) {
    Map<Integer, String> outcomes = new TreeMap<>();
    for (ImportedRow row : imports.rows(IMAILO, id, RowFilter.ALL, 0, 100_000)) {
      String why = row.fault().orElse("");
      if (!row.lacking().isEmpty()) {
        why += " " + row.lacking().stream().map(Enum::name).collect(Collectors.joining(","));
      }
      if (row.mergedInto().isPresent()) {
        why = "into " + row.mergedInto().get();
      }
      outcomes.put(row.line(), why.isEmpty() ? row.outcome().name() : row.outcome() + " " + why);
    }
    return outcomes;
  }

  long number(String query) {
    return sql.with(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }

  /** What the rule says on a topic of everybody known, by mailbox: the basis or the reason. */
  Map<String, String> decisions(TopicId topic) {
    Map<String, String> decisions = new TreeMap<>();
    sql.with(
        handle ->
            handle
                .createQuery(
                    "WITH people AS (SELECT compare_key, address_key FROM recipient WHERE controller_id = 1)"
                        + " SELECT p.compare_key, coalesce(d.reason::text, d.basis::text) AS said"
                        + " FROM (SELECT array_agg(address_key) AS keys, array_agg(compare_key) AS names FROM people) all_of,"
                        + " LATERAL permission_decision_for(:topic, all_of.keys, all_of.names, '{}', '{}', now()) d,"
                        + " LATERAL (SELECT all_of.names[d.asked] AS compare_key) p")
                .bind("topic", topic.value())
                .map(
                    (row, context) ->
                        decisions.put(row.getString("compare_key"), row.getString("said")))
                .list());
    return decisions;
  }
}
