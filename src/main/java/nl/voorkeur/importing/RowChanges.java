package nl.voorkeur.importing;

import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.LegalBasis;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.AddressKeys;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * What a chunk of records does, inside the transaction of its caller: says what becomes of each,
 * and writes the entries.
 */
final class RowChanges {

  /** Has each record looked up by its whole key, whatever the planner believes. */
  private static final String APART = "OFFSET 0";

  private static final List<String> IN = List.of("IN");
  private static final List<String> OUT = List.of("OUT", "OUT_OF_ALL");

  private final Sql sql;
  private final AddressKeys keys;

  RowChanges(Sql sql, AddressKeys keys) {
    this.sql = sql;
    this.keys = keys;
  }

  /** Says of each record what it would do now. */
  void classify(Handle tx, ImportBatch batch, Chunk chunk) {
    classify(tx, batch, chunk, false, APART);
  }

  /**
   * The same of very many records of a batch that the planner knows: it need not look each up by
   * its key.
   */
  void classifyWidely(Handle tx, ImportBatch batch, Chunk chunk) {
    tx.execute("SET LOCAL work_mem = '64MB'");
    classify(tx, batch, chunk, false, "");
  }

  /**
   * Does what the records say, of which it is known what they would do.
   *
   * @throws NewcomerMet when somebody whom nobody knew then is known now
   */
  void make(Handle tx, ImportBatch batch, Chunk chunk) {
    if (batch.kind().orElseThrow() == ImportKind.SUPPRESSION) {
      list(tx, chunk);
      return;
    }
    // most people of most files are known and change nothing: only the others are held
    if (hold(tx, chunk) > 0) {
      classify(tx, batch, chunk, true, APART);
    }
    addRecipients(tx, chunk);
    batch.kind().flatMap(ImportKind::basis).ifPresent(basis -> letIn(tx, batch, chunk, basis));
    if (holdsOptOuts(batch)) {
      keepOut(tx, batch, chunk);
    }
  }

  private static boolean holdsOptOuts(ImportBatch batch) {
    return batch.kind().filter(ImportKind.OPT_OUTS::equals).isPresent()
        || batch.layout().filter(Layout::tellsWhoIsOut).isPresent();
  }

  private long hold(Handle tx, Chunk chunk) {
    return tx.createQuery(sql.text(RowChanges.class, "hold_people"))
        .bindMap(chunk.places())
        .mapTo(Long.class)
        .one();
  }

  private void letIn(Handle tx, ImportBatch batch, Chunk chunk, LegalBasis basis) {
    update(tx, "fill_profiles", chunk);
    String kind = basis == LegalBasis.SOFT_OPT_IN ? "SOFT_OPT_IN" : "CONSENT_GIVEN";
    for (TopicId topic : batch.topics()) {
      append(
          tx, chunk, Optional.of(topic), kind, IN, Outcome.NEW, Outcome.KNOWN, Outcome.SUPPRESSED);
    }
  }

  private void keepOut(Handle tx, ImportBatch batch, Chunk chunk) {
    for (TopicId topic : batch.topics()) {
      append(
          tx, chunk, Optional.of(topic), "WITHDRAWAL", OUT, Outcome.OPTED_OUT, Outcome.COMPLAINT);
    }
    append(tx, chunk, Optional.empty(), "COMPLAINT", OUT, Outcome.COMPLAINT);
    append(tx, chunk, Optional.empty(), "WITHDRAWAL", List.of("OUT_OF_ALL"), Outcome.OPTED_OUT);
    append(tx, chunk, Optional.empty(), "BOUNCE", List.of("DEAD"), Outcome.BOUNCED);
  }

  private void append(
      Handle tx,
      Chunk chunk,
      Optional<TopicId> topic,
      String kind,
      List<String> says,
      Outcome... outcomes) {
    String[] names = new String[outcomes.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = outcomes[i].name();
    }
    tx.createUpdate(sql.text(RowChanges.class, "append"))
        .bindMap(chunk.places())
        .bind("topic", topic.map(TopicId::value).orElse(null))
        .bind("kind", kind)
        .bind("says", says.toArray(String[]::new))
        .bind("outcomes", names)
        .execute();
  }

  private void addRecipients(Handle tx, Chunk chunk) {
    int made =
        tx.createUpdate(sql.text(RowChanges.class, "add_recipients"))
            .bindMap(chunk.places())
            .bind("keyId", keys.currentId())
            .execute();
    if (made != update(tx, "recognise_recipients", chunk)) {
      throw new NewcomerMet(chunk);
    }
  }

  private void list(Handle tx, Chunk chunk) {
    tx.createUpdate(sql.text(RowChanges.class, "list"))
        .bindMap(chunk.places())
        .bind("keyId", keys.currentId())
        .execute();
  }

  private void classify(Handle tx, ImportBatch batch, Chunk chunk, boolean again, String apart) {
    ImportKind kind = batch.kind().orElseThrow();
    if (kind == ImportKind.SUPPRESSION) {
      statement(tx, "classify_suppression", chunk).define("apart", apart).execute();
      return;
    }
    kind.basis()
        .ifPresent(
            basis ->
                statement(tx, "classify_permissions", chunk)
                    .define("apart", apart)
                    .bind("basis", basis.name())
                    .bind("again", again)
                    .execute());
    if (holdsOptOuts(batch)) {
      statement(tx, "classify_opt_outs", chunk)
          .define("apart", apart)
          .bind("again", again)
          .execute();
    }
  }

  private Update statement(Handle tx, String name, Chunk chunk) {
    return tx.createUpdate(sql.text(RowChanges.class, name)).bindMap(chunk.places());
  }

  private int update(Handle tx, String statement, Chunk chunk) {
    return statement(tx, statement, chunk).execute();
  }

  /**
   * Somebody in a chunk signed up since it was said what the chunk does: it has to be said anew.
   */
  static final class NewcomerMet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NewcomerMet(Chunk chunk) {
      super("import " + chunk.batch() + " met a new recipient");
    }
  }
}
