package nl.voorkeur.exporting;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/**
 * Who must be dropped from a list since it was made. The receiver fetches the feed and acknowledges
 * what it dropped; reading it changes nothing (promise 4).
 */
@Stateless
public class RecallFeeds {

  private RecallStore store;
  private Audit audit;
  private int hours;

  /** For the container. */
  public RecallFeeds() {}

  @Inject
  public RecallFeeds(Sql sql, Configuration configuration, Audit audit) {
    this(sql, configuration.get(Setting.RECALL_HOURS), audit);
  }

  RecallFeeds(Sql sql, int hours, Audit audit) {
    this.store = new RecallStore(sql);
    this.hours = hours;
    this.audit = audit;
  }

  /**
   * A part of a feed, in its order.
   *
   * @param after the number of the last entry that one has; 0 is from the start
   */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<RecallEntry> entries(ControllerId controller, ExportId export, int after, int limit) {
    return store.entries(controller, export, after, limit);
  }

  /**
   * The receiver dropped everybody up to an entry.
   *
   * @return how many were not acknowledged before
   */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public int acknowledge(ControllerId controller, ExportId export, int upTo, String actor) {
    int fresh = store.acknowledge(controller, export, upTo, actor);
    if (fresh > 0) {
      record("RECALL_ACKNOWLEDGED", controller, export, "up to " + upTo);
    }
    return fresh;
  }

  /** The receiver destroyed the file, which ends the feed; false when it had ended. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean destroyed(ControllerId controller, ExportId export) {
    boolean done = store.destroy(controller, export);
    if (done) {
      record("EXPORT_DESTROYED", controller, export, "");
    }
    return done;
  }

  /** The lists whose receivers are late, the latest first. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<OverdueRecall> overdueRecalls(ControllerId controller) {
    return store.overdue(controller, hours);
  }

  private void record(String act, ControllerId controller, ExportId export, String detail) {
    audit.record(act, Optional.of(controller), "export " + export, detail);
  }
}
