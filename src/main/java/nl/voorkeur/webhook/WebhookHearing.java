package nl.voorkeur.webhook;

import java.util.List;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;

/**
 * Makes messages of what the ledger and the recall feeds hold, piece by piece: the ledger is the
 * queue, and a webhook has a place in it. A program that is slow has some messages waiting and the
 * rest in the ledger, however much an import wrote.
 */
final class WebhookHearing {

  /** Entries of the ledger that are read in one transaction. */
  private static final int PIECE = 20_000;

  private static final int MOST_WAITING = 50_000;

  private final Sql sql;
  private final int piece;
  private final int mostWaiting;

  WebhookHearing(Sql sql) {
    this(sql, PIECE, MOST_WAITING);
  }

  WebhookHearing(Sql sql, int piece, int mostWaiting) {
    this.sql = sql;
    this.piece = piece;
    this.mostWaiting = mostWaiting;
  }

  /** Where a webhook is in the ledger. */
  private record Place(long xact, long recipient, long seq, boolean permissions) {}

  /**
   * Hears until every webhook is up to date, or has enough to tell; each is one node's at a time.
   *
   * @return how many events it heard
   */
  int hear() {
    int heard = 0;
    List<Long> webhooks =
        sql.with(
            handle ->
                handle
                    .createQuery(
                        "SELECT id FROM webhook WHERE ended_at IS NULL AND disabled_at IS NULL ORDER BY id")
                    .mapTo(Long.class)
                    .list());
    for (long id : webhooks) {
      Piece last;
      do {
        last = sql.with(handle -> handle.inTransaction(transaction -> hear(transaction, id)));
        heard += last.heard();
      } while (last.isMore());
    }
    return heard;
  }

  private record Piece(int heard, boolean isMore) {
    static final Piece NONE = new Piece(0, false);
  }

  /**
   * The point up to which all transactions are settled is taken before anything is looked at, so
   * that none is missed.
   */
  private Piece hear(Handle transaction, long id) {
    List<Place> locked =
        transaction
            .createQuery(
                "SELECT * FROM webhook WHERE id = :id AND ended_at IS NULL AND disabled_at IS NULL FOR UPDATE SKIP LOCKED")
            .bind("id", id)
            .map(
                (row, context) ->
                    new Place(
                        row.getLong("heard_to"),
                        row.getLong("heard_recipient"),
                        row.getLong("heard_seq"),
                        row.getBoolean("permissions")))
            .list();
    if (locked.isEmpty() || isFull(transaction, id)) {
      return Piece.NONE;
    }
    int recalls =
        transaction
            .createUpdate(sql.text(WebhookHearing.class, "hear_recalls"))
            .bind("id", id)
            .bind("most", piece)
            .execute();
    Piece permissions =
        locked.get(0).permissions() ? permissions(transaction, id, locked.get(0)) : Piece.NONE;
    return new Piece(recalls + permissions.heard(), recalls >= piece || permissions.isMore());
  }

  private boolean isFull(Handle transaction, long id) {
    return transaction
            .createQuery(
                "SELECT count(*) FROM (SELECT FROM webhook_message WHERE webhook_id = :id AND state = 'WAITING' LIMIT :most) q")
            .bind("id", id)
            .bind("most", mostWaiting)
            .mapTo(Integer.class)
            .one()
        >= mostWaiting;
  }

  private Piece permissions(Handle transaction, long id, Place from) {
    long settled =
        transaction
            .createQuery("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            .mapTo(Long.class)
            .one();
    Read read =
        transaction
            .createQuery(sql.text(WebhookHearing.class, "hear_permissions"))
            .bind("id", id)
            .bind("heard", from.xact())
            .bind("heardRecipient", from.recipient())
            .bind("heardSeq", from.seq())
            .bind("settled", settled)
            .bind("most", piece)
            .map(
                (row, context) ->
                    new Read(
                        row.getInt("read"),
                        row.getInt("heard"),
                        new Place(
                            row.getLong("xact"),
                            row.getLong("recipient_id"),
                            row.getLong("seq"),
                            true)))
            .one();
    boolean more = read.entries() == piece;
    goOn(transaction, id, more ? read.last() : new Place(settled, 0, 0, true));
    return new Piece(read.heard(), more);
  }

  private record Read(int entries, int heard, Place last) {}

  private static void goOn(Handle transaction, long id, Place to) {
    transaction
        .createUpdate(
            "UPDATE webhook SET heard_to = :xact, heard_recipient = :recipient, heard_seq = :seq"
                + " WHERE id = :id AND (heard_to, heard_recipient, heard_seq) < (:xact, :recipient, :seq)")
        .bind("xact", to.xact())
        .bind("recipient", to.recipient())
        .bind("seq", to.seq())
        .bind("id", id)
        .execute();
  }
}
