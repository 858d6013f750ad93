package nl.voorkeur.importing;

import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.LegalBasis;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.AddressKeys;
import org.jdbi.v3.core.Handle;

/**
 * What a chunk of records does, inside the transaction of its caller: says what becomes of each,
 * and writes the entries.
 */
final class RowChanges {

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
    classify(tx, batch, chunk, false);
  }

  /** Does what the records say. */
  void make(Handle tx, ImportBatch batch, Chunk chunk) {
    classify(tx, batch, chunk, false);
    if (batch.kind().orElseThrow() == ImportKind.SUPPRESSION) {
      list(tx, chunk);
      return;
    }
    // most people of most files are known and change nothing: only the others are held
    if (hold(tx, chunk) > 0) {
      classify(tx, batch, chunk, true);
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
      // somebody in this chunk signed up this very moment: ask anew what that means
      throw new IllegalStateException("import " + chunk.batch() + " met a new recipient");
    }
  }

  private void list(Handle tx, Chunk chunk) {
    tx.createUpdate(sql.text(RowChanges.class, "list"))
        .bindMap(chunk.places())
        .bind("keyId", keys.currentId())
        .execute();
  }

  private void classify(Handle tx, ImportBatch batch, Chunk chunk, boolean again) {
    ImportKind kind = batch.kind().orElseThrow();
    if (kind == ImportKind.SUPPRESSION) {
      update(tx, "classify_suppression", chunk);
      return;
    }
    kind.basis()
        .ifPresent(
            basis ->
                tx.createUpdate(sql.text(RowChanges.class, "classify_permissions"))
                    .bindMap(chunk.places())
                    .bind("basis", basis.name())
                    .bind("again", again)
                    .execute());
    if (holdsOptOuts(batch)) {
      tx.createUpdate(sql.text(RowChanges.class, "classify_opt_outs"))
          .bindMap(chunk.places())
          .bind("again", again)
          .execute();
    }
  }

  private int update(Handle tx, String statement, Chunk chunk) {
    return tx.createUpdate(sql.text(RowChanges.class, statement)).bindMap(chunk.places()).execute();
  }
}
