package nl.voorkeur.exporting;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.AskedList;
import nl.voorkeur.platform.persistence.CsvCopy;
import nl.voorkeur.platform.persistence.Sql;

/**
 * Asks the one rule about entries of a list. Reasons are told of those whom the controller holds;
 * everybody else, be it a stranger, somebody suppressed or somebody erased, gets the same answer.
 */
final class ScrubStore {

  private final Sql sql;
  private final AskedList lists;

  ScrubStore(Sql sql, AskedList lists) {
    this.sql = sql;
    this.lists = lists;
  }

  boolean isOf(ControllerId controller, TopicId topic) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT count(*) = 1 FROM topic WHERE id = :topic AND controller_id = :controller")
                .bind("topic", topic.value())
                .bind("controller", controller.value())
                .mapTo(Boolean.class)
                .one());
  }

  /**
   * Answers a list, in its order.
   *
   * @return how many entries had which reason; those permitted under the empty one
   */
  Map<String, Long> answer(
      TopicId topic,
      ScrubReader list,
      Writer out,
      boolean onlyPermitted,
      ExecutorService executor) {
    Map<String, Long> reasons = new HashMap<>();
    AtomicBoolean hashed = new AtomicBoolean();
    String query = String.format(Locale.ROOT, sql.text(ScrubStore.class, "scrub"), topic.value());
    lists.answer(
        AskedList.About.PEOPLE,
        list::read,
        line -> asked(list.entry(line), hashed),
        executor,
        transaction -> {
          if (hashed.get()) {
            transaction
                .createUpdate(sql.text(ScrubStore.class, "know_hashes"))
                .bind("topic", topic.value())
                .execute();
          }
          return CsvCopy.read(
              transaction.getConnection(),
              "COPY (" + query + ") TO STDOUT (FORMAT csv)",
              row -> write(row, out, onlyPermitted, reasons));
        });
    return reasons;
  }

  private static AskedList.Entry asked(ScrubEntry entry, AtomicBoolean hashed) {
    if (entry.hash().isPresent()) {
      hashed.set(true);
    }
    return entry.asked();
  }

  /**
   * A row is the entry, whether it is permitted, the reason and the basis: codes, but the first.
   */
  private static void write(
      byte[] row, Writer out, boolean onlyPermitted, Map<String, Long> reasons) throws IOException {
    String line = new String(row, 0, row.length - 1, StandardCharsets.UTF_8);
    int basis = line.lastIndexOf(',');
    int reason = line.lastIndexOf(',', basis - 1);
    int permitted = line.lastIndexOf(',', reason - 1);
    String code = line.substring(reason + 1, basis);
    reasons.merge(code, 1L, Long::sum);
    if (!onlyPermitted || code.isEmpty()) {
      out.append(onlyPermitted ? line.substring(0, permitted) : line).append("\r\n");
    }
  }
}
