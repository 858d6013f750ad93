package nl.voorkeur.exporting;

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
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.rest.Download;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.recipient.AddressKeys;

/**
 * Cleans a list of who may not be mailed on a topic. Nothing of the list is kept but counts, in the
 * audit trail. Memory stays flat, as a list goes through in pieces; while the database decides
 * about one piece, the next is read and the one before is written.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ListScrub {

  private static final int AT_ONCE = 5_000;

  @Resource private ManagedExecutorService managed;
  private ScrubStore store;
  private Audit audit;
  private Clock clock;

  /** For the container. */
  public ListScrub() {}

  @Inject
  public ListScrub(Sql sql, AddressKeys keys, Audit audit, Clock clock) {
    this.store = new ScrubStore(sql, keys);
    this.audit = audit;
    this.clock = clock;
  }

  /** Whether there is such a topic at that controller. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean knows(ControllerId controller, TopicId topic) {
    return store.isOf(controller, topic);
  }

  /**
   * Answers every entry of a list.
   *
   * @param onlyPermitted whether the answer holds nothing but the entries that may be mailed
   */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public ScrubCounts scrub(
      ControllerId controller,
      TopicId topic,
      BufferedReader list,
      Writer out,
      boolean onlyPermitted) {
    return scrub(controller, topic, list, out, onlyPermitted, managed);
  }

  ScrubCounts scrub(
      ControllerId controller,
      TopicId topic,
      BufferedReader list,
      Writer out,
      boolean onlyPermitted,
      ExecutorService executor) {
    if (!store.isOf(controller, topic)) {
      throw new IllegalArgumentException("no such topic");
    }
    Map<String, Long> reasons = new HashMap<>();
    try {
      ScrubReader reader = new ScrubReader(list);
      out.write(onlyPermitted ? "entry\r\n" : "entry,permitted,reason,basis\r\n");
      List<ScrubEntry> asked = reader.read(AT_ONCE);
      while (!asked.isEmpty()) {
        List<ScrubEntry> now = asked;
        Future<List<ScrubAnswer>> answers = executor.submit(() -> decide(topic, now));
        asked = reader.read(AT_ONCE);
        write(now, answers.get(), out, onlyPermitted, reasons);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
    long entries = reasons.values().stream().mapToLong(Long::longValue).sum();
    long permitted = Optional.ofNullable(reasons.remove("")).orElse(0L);
    ScrubCounts counts = new ScrubCounts(entries, permitted, reasons);
    audit.record("LIST_SCRUBBED", Optional.of(controller), "topic " + topic, counts.toString());
    return counts;
  }

  private List<ScrubAnswer> decide(TopicId topic, List<ScrubEntry> entries) {
    Iterator<ScrubAnswer> byAddress =
        store
            .addresses(
                topic,
                entries.stream().map(ScrubEntry::address).flatMap(Optional::stream).toList(),
                clock.instant())
            .iterator();
    Iterator<ScrubAnswer> byHash =
        store
            .hashes(
                topic,
                entries.stream().map(ScrubEntry::hash).flatMap(Optional::stream).toList(),
                clock.instant())
            .iterator();
    List<ScrubAnswer> answers = new ArrayList<>(entries.size());
    for (ScrubEntry entry : entries) {
      if (entry.address().isPresent()) {
        answers.add(byAddress.next());
      } else {
        answers.add(entry.hash().isPresent() ? byHash.next() : ScrubAnswer.INVALID);
      }
    }
    return answers;
  }

  private static void write(
      List<ScrubEntry> entries,
      List<ScrubAnswer> answers,
      Writer out,
      boolean onlyPermitted,
      Map<String, Long> reasons)
      throws IOException {
    StringBuilder csv = new StringBuilder(entries.size() * 48);
    for (int i = 0; i < entries.size(); i++) {
      ScrubAnswer answer = answers.get(i);
      reasons.merge(answer.reason(), 1L, Long::sum);
      if (!onlyPermitted || answer.permitted()) {
        csv.append(Download.field(entries.get(i).text()));
        if (!onlyPermitted) {
          csv.append(answer.permitted() ? ",true,," : ",false,")
              .append(answer.reason())
              .append(answer.permitted() ? answer.basis() : ",");
        }
        csv.append("\r\n");
      }
    }
    out.append(csv);
  }
}
