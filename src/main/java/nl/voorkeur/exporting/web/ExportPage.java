package nl.voorkeur.exporting.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.exporting.ExportRefusal;
import nl.voorkeur.exporting.ExportState;
import nl.voorkeur.exporting.Manifest;
import nl.voorkeur.exporting.OverdueRecall;
import nl.voorkeur.exporting.PermittedList;
import nl.voorkeur.exporting.RecallEntry;
import nl.voorkeur.exporting.RecallFeeds;
import nl.voorkeur.exporting.SavedList;
import nl.voorkeur.exporting.SavedLists;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.staff.Colleagues;

/** One export: its manifest, the one time that its file can be fetched, and its recall feed. */
@Named
@RequestScoped
public class ExportPage {

  private static final int ENTRIES_SHOWN = 50;
  private static final int LONGEST_NAME = 80;

  @Inject private PermittedList lists;
  @Inject private RecallFeeds feeds;
  @Inject private SavedLists saved;
  @Inject private Problems problems;
  @Inject private Colleagues colleagues;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Onward onward;
  @Inject private ExportWords words;
  @Inject private Principal caller;
  @Inject private Clock clock;

  private Manifest manifest;
  private List<RecallEntry> entries;
  private Set<ExportRefusal> refusals;
  private Optional<OverdueRecall> overdue;
  private String name;
  private SavedList.Rhythm rhythm = SavedList.Rhythm.NEVER;

  /** An export of another controller is as good as none (promise 7). */
  public void open() {
    if (find().isEmpty()) {
      onward.toNowhere();
    }
  }

  private Optional<Manifest> find() {
    if (manifest == null) {
      manifest =
          parameters
              .number("export")
              .map(ExportId::new)
              .flatMap(id -> lists.find(desk.id(), id))
              .orElse(null);
    }
    return Optional.ofNullable(manifest);
  }

  public Manifest getManifest() {
    return find().orElseThrow(() -> new IllegalArgumentException("no such export"));
  }

  public String getTopics() {
    return words.topics(getManifest());
  }

  /** Who asked for it; a program by its own name. */
  public String getRequester() {
    return name(getManifest().actor());
  }

  public String getDecider() {
    return getManifest().decidedBy().map(this::name).orElse("");
  }

  private String name(String actor) {
    return colleagues.name(actor).orElse(actor);
  }

  public boolean isExpired() {
    return getManifest().isExpired(clock.instant());
  }

  public boolean isFetched() {
    return getManifest().contents().isPresent();
  }

  public Manifest.Contents getContents() {
    return getManifest().contents().orElseThrow();
  }

  /** The hash in groups of four, as people compare it. */
  public String getSha256() {
    return getContents().sha256().replaceAll("(.{4})(?!$)", "$1 ");
  }

  private boolean isAnnounced() {
    return getManifest().state() == ExportState.ANNOUNCED;
  }

  public boolean isMine() {
    return getManifest().actor().equals(caller.getName());
  }

  /** What came in the way since it was announced, such as an agreement that ended. */
  public Set<ExportRefusal> getRefusals() {
    if (refusals == null) {
      refusals =
          isAnnounced() && !isExpired() ? lists.obstacles(desk.id(), getManifest().id()) : Set.of();
    }
    return refusals;
  }

  public boolean isFetchable() {
    return isAnnounced() && isMine() && !isExpired() && getRefusals().isEmpty();
  }

  public boolean isTooLate() {
    return isAnnounced() && isExpired();
  }

  public boolean isOfAnother() {
    return isAnnounced() && !isMine() && !isExpired();
  }

  public boolean isAsked() {
    return getManifest().state() == ExportState.ASKED;
  }

  public List<ExportWords.Reason> getReasons() {
    return words.reasons(getManifest().excluded(), getContents().rows());
  }

  public long getKnown() {
    return getContents().rows() + getManifest().excludedInAll() + getManifest().leftOutInAll();
  }

  /** The second person agrees. */
  public void agree() {
    decide(true, "agreed");
  }

  /** The second person does not agree. */
  public void decline() {
    decide(false, "declined");
  }

  private void decide(boolean agreed, String word) {
    boolean done = lists.decide(desk.id(), getManifest().id(), agreed, caller.getName());
    again(done ? word : "decide.not");
  }

  public boolean isRecalling() {
    return getManifest().recall().isPresent();
  }

  public boolean isRecallOpen() {
    return getManifest()
        .recall()
        .filter(feed -> feed.destroyedAt().isEmpty() && feed.until().isAfter(clock.instant()))
        .isPresent();
  }

  /** The newest entries, the last first. */
  public List<RecallEntry> getEntries() {
    if (entries == null) {
      int all = getManifest().recall().map(Manifest.Recall::entries).orElse(0);
      List<RecallEntry> last =
          feeds.entries(
              desk.id(), getManifest().id(), Math.max(0, all - ENTRIES_SHOWN), ENTRIES_SHOWN);
      entries = last.stream().sorted((a, b) -> Integer.compare(b.seq(), a.seq())).toList();
    }
    return entries;
  }

  public int getLast() {
    return getEntries().stream().mapToInt(RecallEntry::seq).max().orElse(0);
  }

  public boolean isWaiting() {
    return getEntries().stream().anyMatch(entry -> entry.acknowledgedAt().isEmpty());
  }

  public boolean isLate() {
    return late().isPresent();
  }

  public OverdueRecall getOverdue() {
    return late().orElseThrow();
  }

  private Optional<OverdueRecall> late() {
    if (overdue == null) {
      overdue =
          feeds.overdueRecalls(desk.id()).stream()
              .filter(one -> one.export().equals(getManifest().id()))
              .findFirst();
    }
    return overdue;
  }

  /** Somebody passed the entries on by hand and heard that they were dropped. */
  public void acknowledge() {
    int upTo = parameters.number("upTo").map(Long::intValue).orElse(0);
    feeds.acknowledge(desk.id(), getManifest().id(), upTo, caller.getName());
    again("recall.acknowledged");
  }

  /** The receiver said that the file is gone. */
  public void destroyed() {
    feeds.destroyed(desk.id(), getManifest().id());
    again("recall.destroyed");
  }

  /** Keeps the list to be made again. */
  public void save() {
    String wanted = name == null ? "" : name.strip();
    if (wanted.isEmpty() || wanted.length() > LONGEST_NAME) {
      problems.add("name", words.of("saved.name.missing"));
    } else if (saved.save(desk.id(), wanted, getManifest().id(), rhythm, caller.getName())) {
      onward.to(desk.url("/staff/exporting/exports"), words.of("saved.done"));
    } else {
      problems.add("name", words.of("saved.name.taken"));
    }
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public SavedList.Rhythm getRhythm() {
    return rhythm;
  }

  public void setRhythm(SavedList.Rhythm rhythm) {
    this.rhythm = rhythm;
  }

  public SavedList.Rhythm[] getRhythms() {
    return SavedList.Rhythm.values();
  }

  private void again(String word) {
    onward.to(desk.url("/staff/exporting/export?export=" + getManifest().id()), words.of(word));
  }
}
