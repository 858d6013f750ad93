package nl.voorkeur.importing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.importing.ImportBatch;
import nl.voorkeur.importing.ImportState;
import nl.voorkeur.importing.ImportedRow;
import nl.voorkeur.importing.Outcome;
import nl.voorkeur.importing.RecipientImport;
import nl.voorkeur.importing.RowFilter;
import nl.voorkeur.importing.SourceNotices;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;

/** An import: how far it is, what becomes of its records, and the choice to go on or not. */
@Named
@RequestScoped
public class ImportPage {

  private static final int SIZE = 25;
  private static final Set<Outcome> CHANGES =
      EnumSet.of(
          Outcome.NEW,
          Outcome.KNOWN,
          Outcome.SUPPRESSED,
          Outcome.OPTED_OUT,
          Outcome.COMPLAINT,
          Outcome.BOUNCED,
          Outcome.UNPROVEN,
          Outcome.LISTED);

  @Inject private RecipientImport imports;
  @Inject private SourceNotices notices;
  @Inject private Catalogue catalogue;
  @Inject private OpenImport asked;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Onward onward;
  @Inject private PageLanguage language;
  @Inject private DeskText say;
  @Inject private ImportWords words;
  @Inject private Problems problems;
  @Inject private Principal caller;
  @Inject private Clock clock;

  private String how = "";
  private List<ImportedRow> rows;
  private Map<TopicId, String> topics;

  /** An outcome, how many records have it, and its share of the largest. */
  public record Count(Outcome outcome, long records, String bar) {}

  /** A reason, and how many records are refused for it. */
  public record Reason(String words, long records, String bar) {}

  /** A file of another controller is as good as none (promise 7). */
  public void open() {
    if (asked.find().isEmpty()) {
      onward.toNowhere();
    } else if (getBatch().state() == ImportState.UPLOADED) {
      onward.to(desk.url(getPlan()));
    }
  }

  public ImportBatch getBatch() {
    return asked.get();
  }

  /** Asked every second; when something ended meanwhile, the whole page is shown anew. */
  public void look() {
    if (!isUnderWay()) {
      onward.to(desk.url(address(1)));
    }
  }

  public boolean isUnderWay() {
    return getBatch().state().isUnderWay();
  }

  public boolean isImporting() {
    return getBatch().state() == ImportState.IMPORTING;
  }

  public boolean isChecked() {
    return getBatch().state() == ImportState.CHECKED;
  }

  public boolean isDone() {
    return getBatch().state() == ImportState.DONE;
  }

  public boolean isReported() {
    return isChecked() || isStopped() || getBatch().state().isImported();
  }

  public boolean isStopped() {
    return getBatch().state() == ImportState.STOPPED;
  }

  public boolean isUndoing() {
    return getBatch().state() == ImportState.UNDOING;
  }

  /** Whether it can be given up or stopped at this moment; an undo goes through. */
  public boolean isCancellable() {
    return !isUndoing();
  }

  /** Whether somebody still has to tell the people where their data came from. */
  public boolean isToInform() {
    return getBatch().done() > 0
        && getBatch().notice().filter(ImportBatch.Notice::isOpen).isPresent();
  }

  public boolean isOverdue() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return getBatch().notice().filter(notice -> notice.isOverdue(today)).isPresent();
  }

  /** How and when they were told; empty when they weren't, or needn't be. */
  public String getInformed() {
    return getBatch()
        .notice()
        .filter(notice -> !notice.isOpen())
        .map(
            notice ->
                words.of("inform.noted", say.moment(notice.doneAt().orElseThrow()), notice.how()))
        .orElse("");
  }

  public String getHow() {
    return how;
  }

  public void setHow(String how) {
    this.how = how == null ? "" : how;
  }

  /** Notes that they were told. */
  public void inform() {
    if (how.isBlank()) {
      problems.add("how", words.of("inform.how.missing"));
      return;
    }
    boolean noted = imports.informed(desk.id(), getBatch().id(), how, caller.getName());
    onward.to(desk.url(address(1)), words.of(noted ? "inform.thanks" : "report.late"));
  }

  /** How many people would be mailed where their data came from. */
  public int getTold() {
    return notices.people(desk.id(), getBatch().id());
  }

  /** Whether the portal can tell them: it knows from where, and nobody is at the import. */
  public boolean isMailable() {
    return isToInform() && !isUnderWay() && !getBatch().ground().from().isBlank() && getTold() > 0;
  }

  /** Mails them, once somebody said so. */
  public void tell() {
    Optional<Integer> people =
        notices.send(
            desk.id(), getBatch().id(), words.of("inform.mailed", getTold()), caller.getName());
    onward.to(
        desk.url(address(1)),
        people.map(n -> words.of("inform.mail.done", n)).orElse(words.of("report.late")));
  }

  /** How far the mails to them are; empty when there are none. */
  public String getTelling() {
    SourceNotices.Progress progress = notices.progress(desk.id(), getBatch().id());
    return progress.all() == 0
        ? ""
        : words.of("inform.mail.progress", progress.sent(), progress.waiting(), progress.failed());
  }

  /** From whom the data come; empty when nobody said. */
  public String getOrigin() {
    return getBatch()
        .ground()
        .source()
        .map(source -> words.of("report.origin", getBatch().ground().from()))
        .orElse("");
  }

  /** What went wrong with the file as a whole; empty when nothing did. */
  public String getFailure() {
    return getBatch()
        .failure()
        .map(failure -> words.of("failure." + failure, getBatch().failureLine().orElse(0)))
        .orElse("");
  }

  public String getTopicNames() {
    return getBatch().topics().stream()
        .map(id -> names().getOrDefault(id, id.toString()))
        .collect(Collectors.joining(", "));
  }

  /** Every outcome that occurs, in the order of the enum. */
  public List<Count> getCounts() {
    long most = getBatch().counts().values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return Arrays.stream(Outcome.values())
        .filter(outcome -> getBatch().count(outcome) > 0)
        .map(
            outcome ->
                new Count(
                    outcome, getBatch().count(outcome), share(getBatch().count(outcome), most)))
        .toList();
  }

  /** Why records are refused, the commonest first. */
  public List<Reason> getReasons() {
    return reasons(getBatch().refusals());
  }

  /** Why records give no permission, the commonest first. */
  public List<Reason> getUnproven() {
    return reasons(getBatch().unproven());
  }

  private List<Reason> reasons(Map<String, Integer> records) {
    long most = records.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return records.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(
            entry ->
                new Reason(
                    words.refusal(entry.getKey()), entry.getValue(), share(entry.getValue(), most)))
        .toList();
  }

  /** How many records change something. */
  public long getChanging() {
    return CHANGES.stream().mapToLong(getBatch()::count).sum();
  }

  private Optional<Outcome> filter() {
    return parameters
        .text("outcome")
        .flatMap(
            name ->
                Arrays.stream(Outcome.values()).filter(one -> one.name().equals(name)).findFirst());
  }

  public String getOutcome() {
    return filter().map(Enum::name).orElse("");
  }

  public long getTotal() {
    return filter().map(getBatch()::count).orElse(getBatch().records());
  }

  public long getPage() {
    return Math.min(parameters.number("page").orElse(1L), Math.max(1, getPages()));
  }

  public long getPages() {
    return (getTotal() + SIZE - 1) / SIZE;
  }

  public List<ImportedRow> getRows() {
    if (rows == null) {
      rows =
          imports.rows(
              desk.id(),
              getBatch().id(),
              new RowFilter(filter(), Optional.empty()),
              Math.toIntExact((getPage() - 1) * SIZE),
              SIZE);
    }
    return rows;
  }

  public String details(ImportedRow row) {
    return words.details(row, names());
  }

  /** Which rows are shown. */
  public String getRange() {
    long first = (getPage() - 1) * SIZE;
    return words.of(
        "report.rows.range",
        getTotal() == 0 ? 0 : first + 1,
        Math.min(first + SIZE, getTotal()),
        getTotal());
  }

  /** The address of another page of rows with the same filter. */
  public String address(long page) {
    return "/staff/importing/import?import="
        + getBatch().id()
        + filter().map(outcome -> "&outcome=" + outcome).orElse("")
        + (page > 1 ? "&page=" + page : "");
  }

  /** Where the choices are made. */
  public String getPlan() {
    return "/staff/importing/plan?import=" + getBatch().id();
  }

  public String getFacts() {
    return words.of(
        "report.facts",
        getBatch().kind().map(kind -> words.of("kind." + kind)).orElse(words.of("kind.none")),
        say.moment(getBatch().createdAt()));
  }

  /** Imports what was checked. */
  public void start() {
    boolean begun = imports.start(desk.id(), getBatch().id());
    onward.to(
        desk.url("/staff/importing/import?import=" + getBatch().id()),
        words.of(begun ? "report.started" : "report.late"));
  }

  /** Gives the file up, or stops the import where it is. */
  public void discard() {
    boolean importing = isImporting();
    boolean gone = imports.cancel(desk.id(), getBatch().id());
    if (importing) {
      onward.to(desk.url(address(1)), words.of(gone ? "report.halted" : "report.late"));
      return;
    }
    onward.to(
        desk.url("/staff/importing/imports"), words.of(gone ? "report.discarded" : "report.late"));
  }

  private Map<TopicId, String> names() {
    if (topics == null) {
      topics =
          catalogue.topics(desk.id()).stream()
              .collect(
                  Collectors.toMap(Topic::id, topic -> topic.text(language.getCurrent()).name()));
    }
    return topics;
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "0%" : Math.max(1, Math.round(100.0 * part / whole)) + "%";
  }
}
