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
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import nl.voorkeur.catalogue.TopicControllers;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.recipient.AddressKeys;

/**
 * Decisions for lists of any length: one address a line in, one line of CSV out, in the same order.
 * Memory stays flat, as a list goes through in pieces; while the database decides about one piece,
 * the next is read and the one before is written.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BulkDecisions {

  private static final int AT_ONCE = 5_000;

  /** Longer than any address; what comes after it belongs to no address. */
  private static final int LONGEST_LINE = 1_000;

  @Resource private ManagedExecutorService executor;
  private DecisionStore store;
  private AddressKeys keys;
  private TopicControllers topics;
  private Clock clock;

  /** For the container. */
  public BulkDecisions() {}

  @Inject
  public BulkDecisions(Sql sql, AddressKeys keys, TopicControllers topics, Clock clock) {
    this.store = new DecisionStore(sql);
    this.keys = keys;
    this.topics = topics;
    this.clock = clock;
  }

  /** A line as it came, and the address that it is. */
  private record Line(String text, Optional<EmailAddress> address) {}

  /** Answers every line of a list; one that is no address is answered {@code INVALID}. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public void decide(ControllerId controller, TopicId topic, BufferedReader list, Writer out) {
    topics.require(controller, topic);
    try {
      out.write("address,permitted,reason,basis\r\n");
      List<Line> asked = read(list);
      while (!asked.isEmpty()) {
        List<Line> now = asked;
        Future<List<Decision>> answers = executor.submit(() -> decide(topic, now));
        asked = read(list);
        write(now, answers.get(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  private List<Decision> decide(TopicId topic, List<Line> lines) {
    return store.decide(
        topic,
        keys,
        lines.stream().map(Line::address).flatMap(Optional::stream).toList(),
        clock.instant());
  }

  private static List<Line> read(BufferedReader list) throws IOException {
    List<Line> lines = new ArrayList<>(AT_ONCE);
    while (lines.size() < AT_ONCE) {
      String text = list.readLine();
      if (text == null) {
        break;
      }
      String kept = text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) : text;
      if (!kept.isBlank()) {
        lines.add(
            new Line(kept, EmailAddress.parse(kept).fold(Optional::of, fault -> Optional.empty())));
      }
    }
    return lines;
  }

  private static void write(List<Line> lines, List<Decision> answers, Writer out)
      throws IOException {
    StringBuilder csv = new StringBuilder(lines.size() * 48);
    int next = 0;
    for (Line line : lines) {
      field(csv, line.text());
      if (line.address().isEmpty()) {
        csv.append(",false,INVALID,\r\n");
        continue;
      }
      Decision answer = answers.get(next++);
      csv.append(
          answer.<String>fold(
              yes -> ",true,," + yes.basis() + "\r\n", no -> ",false," + no.reason() + ",\r\n"));
    }
    out.append(csv);
  }

  /** A field as RFC 4180 writes it. */
  private static void field(StringBuilder csv, String text) {
    if (text.indexOf(',') < 0 && text.indexOf('"') < 0) {
      csv.append(text);
    } else {
      csv.append('"').append(text.replace("\"", "\"\"")).append('"');
    }
  }
}
