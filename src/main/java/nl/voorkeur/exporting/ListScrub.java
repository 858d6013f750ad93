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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.AskedList;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/**
 * Cleans a list of who may not be mailed on a topic. Nothing of the list is kept but counts, in the
 * audit trail.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ListScrub {

  @Resource private ManagedExecutorService managed;
  private ScrubStore store;
  private Audit audit;

  /** For the container. */
  public ListScrub() {}

  @Inject
  public ListScrub(Sql sql, AskedList lists, Audit audit) {
    this.store = new ScrubStore(sql, lists);
    this.audit = audit;
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
    Map<String, Long> reasons;
    try {
      ScrubReader reader = new ScrubReader(list);
      out.write(onlyPermitted ? "entry\r\n" : "entry,permitted,reason,basis\r\n");
      reasons = store.answer(topic, reader, out, onlyPermitted, executor);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long entries = reasons.values().stream().mapToLong(Long::longValue).sum();
    long permitted = Optional.ofNullable(reasons.remove("")).orElse(0L);
    ScrubCounts counts = new ScrubCounts(entries, permitted, reasons);
    audit.record("LIST_SCRUBBED", Optional.of(controller), "topic " + topic, counts.toString());
    return counts;
  }
}
