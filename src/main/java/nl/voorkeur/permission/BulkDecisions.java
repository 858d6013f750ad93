package nl.voorkeur.permission;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.voorkeur.catalogue.TopicControllers;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.CsvCopy;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Role;

/**
 * Decisions for lists of any length: one address a line in, one line of CSV out, in the same order,
 * answered by one query.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BulkDecisions {

  /** Longer than any address; what comes after it belongs to no address. */
  private static final int LONGEST_LINE = 1_000;

  @Resource private ManagedExecutorService executor;
  private Sql sql;
  private AskedList lists;
  private TopicControllers topics;

  /** For the container. */
  public BulkDecisions() {}

  @Inject
  public BulkDecisions(Sql sql, AskedList lists, TopicControllers topics) {
    this.sql = sql;
    this.lists = lists;
    this.topics = topics;
  }

  /** Answers every line of a list; one that is no address is answered {@code INVALID}. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public void decide(
      ControllerId controller, TopicId topic, BufferedReader list, OutputStream out) {
    topics.require(controller, topic);
    String query = sql.text(BulkDecisions.class, "answer_list");
    String answers =
        "COPY ("
            + String.format(Locale.ROOT, query, topic.value())
            + ") TO STDOUT (FORMAT csv, HEADER)";
    lists.answer(
        most -> read(list, most),
        AskedList.Entry::of,
        executor,
        transaction -> CsvCopy.write(transaction.getConnection(), answers, out));
  }

  private static List<String> read(BufferedReader list, int most) throws IOException {
    List<String> lines = new ArrayList<>(most);
    while (lines.size() < most) {
      String text = list.readLine();
      if (text == null) {
        break;
      }
      if (!text.isBlank()) {
        lines.add(text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) : text);
      }
    }
    return lines;
  }
}
