package nl.voorkeur.exporting.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Receiver;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.exporting.Announcement;
import nl.voorkeur.exporting.ExportColumn;
import nl.voorkeur.exporting.ExportFilter;
import nl.voorkeur.exporting.ExportProfile;
import nl.voorkeur.exporting.ExportRefusal;
import nl.voorkeur.exporting.ExportRequest;
import nl.voorkeur.exporting.ExportState;
import nl.voorkeur.exporting.ListUse;
import nl.voorkeur.exporting.Manifest;
import nl.voorkeur.exporting.PermittedList;
import nl.voorkeur.exporting.Preview;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;

/** A list to be made: who would be on it, and then what for and for whom. */
@Named
@RequestScoped
public class NewExportPage {

  private static final int LONGEST = 200;

  @Inject private PermittedList lists;
  @Inject private Catalogue catalogue;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private PageLanguage language;
  @Inject private ExportWords words;
  @Inject private SegmentChoices segments;
  @Inject private Principal caller;

  private List<Topic> topics;
  private List<Receiver> receivers;
  private Preview preview;
  private ExportFilter filter;
  private ListUse use = ListUse.MAIL;
  private String purpose;
  private String receiver;
  private ExportProfile profile = ExportProfile.MACHINE;
  private boolean gzip;
  private final Map<String, Boolean> columns = new TreeMap<>();

  /** A topic to choose from. */
  public record TopicChoice(long id, String name, boolean chosen) {}

  public List<TopicChoice> getTopics() {
    Set<Long> chosen = Set.copyOf(parameters.numbers("topic"));
    return open().stream()
        .map(
            topic ->
                new TopicChoice(
                    topic.id().value(),
                    topic.text(language.getCurrent()).name(),
                    chosen.contains(topic.id().value())))
        .toList();
  }

  private List<Topic> open() {
    if (topics == null) {
      topics = catalogue.topics(desk.id()).stream().filter(Topic::isOpen).toList();
    }
    return topics;
  }

  /** The topics asked for, those of this controller. */
  private List<TopicId> wanted() {
    List<Long> asked = parameters.numbers("topic");
    return open().stream()
        .map(Topic::id)
        .filter(id -> asked.contains(id.value()))
        .limit(ExportRequest.MOST_TOPICS)
        .toList();
  }

  public boolean isChosen() {
    return !wanted().isEmpty();
  }

  public List<Long> getChosen() {
    return wanted().stream().map(TopicId::value).toList();
  }

  public String getLanguage() {
    return parameters.text("language").orElse("");
  }

  public String getCountry() {
    return parameters.text("country").map(text -> text.strip().toUpperCase(Locale.ROOT)).orElse("");
  }

  public String getSince() {
    return parameters.text("since").orElse("");
  }

  /** What was typed as a country or a day and is none. */
  public boolean isFilterWrong() {
    return !getCountry().isEmpty() && !getCountry().matches("[A-Z]{2}")
        || !getSince().isEmpty() && since().isEmpty();
  }

  private Optional<LocalDate> since() {
    try {
      return Optional.of(getSince()).filter(text -> !text.isEmpty()).map(LocalDate::parse);
    } catch (DateTimeParseException notADay) {
      return Optional.empty();
    }
  }

  public ExportFilter getFilter() {
    if (filter == null) {
      filter =
          new ExportFilter(
              Language.of(getLanguage()),
              Optional.of(getCountry()).filter(code -> code.matches("[A-Z]{2}")),
              since(),
              segments.wanted());
    }
    return filter;
  }

  public boolean isFiltered() {
    return !getFilter().equals(ExportFilter.NONE);
  }

  public Preview getPreview() {
    if (preview == null) {
      preview = lists.preview(desk.id(), wanted(), getFilter()).orElseThrow();
    }
    return preview;
  }

  public List<ExportWords.Reason> getReasons() {
    return words.reasons(getPreview().excluded(), getPreview().permitted());
  }

  public List<Receiver> getReceivers() {
    if (receivers == null) {
      receivers = lists.receivers(desk.id());
    }
    return receivers;
  }

  /** A receiver's name, and what stands in the way of it. */
  public String label(Receiver one) {
    return one.obstacles().isEmpty()
        ? one.name()
        : words.of(
            "receiver.not",
            one.name(),
            one.obstacles().stream()
                .sorted()
                .map(o -> words.of("obstacle." + o))
                .collect(Collectors.joining(", ")));
  }

  /** Announces the list and goes on to its manifest, where it is fetched. */
  public void announce() {
    if (purpose == null || purpose.isBlank()) {
      problems.add("purpose", words.of("missing"));
    } else if (purpose.strip().length() > LONGEST) {
      problems.add("purpose", words.of("long"));
    }
    if (receiver == null || getReceivers().stream().noneMatch(r -> r.key().equals(receiver))) {
      problems.add("receiver", words.of("missing"));
    }
    if (problems.isAny() || !isChosen()) {
      return;
    }
    Announcement answer = lists.announce(desk.id(), request(), caller.getName());
    answer.refusals().forEach(this::tell);
    answer.manifest().ifPresent(this::goOn);
  }

  private ExportRequest request() {
    return new ExportRequest(
        wanted(), use, purpose, receiver, profile, ticked(), getFilter(), gzip);
  }

  private void tell(ExportRefusal refusal) {
    problems.add(
        switch (refusal) {
          case USE_NOT_COVERED -> "use";
          case TOPIC_UNKNOWN -> "topic";
          default -> "receiver";
        },
        words.of("refused." + refusal));
  }

  private void goOn(Manifest made) {
    onward.to(
        desk.url("/staff/exporting/export?export=" + made.id()),
        words.of(made.state() == ExportState.ASKED ? "asked" : "announced"));
  }

  private Set<ExportColumn> ticked() {
    return Arrays.stream(ExportColumn.values())
        .filter(column -> Boolean.TRUE.equals(getColumns().get(column.name())))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** By name, for the boxes of the form. */
  public Map<String, Boolean> getColumns() {
    if (columns.isEmpty()) {
      Set<ExportColumn> usual = ExportColumn.usual();
      for (ExportColumn column : ExportColumn.values()) {
        columns.put(column.name(), usual.contains(column));
      }
    }
    return columns;
  }

  public ExportColumn[] getAllColumns() {
    return ExportColumn.values();
  }

  public ListUse getUse() {
    return use;
  }

  public void setUse(ListUse use) {
    this.use = use;
  }

  public ListUse[] getUses() {
    return ListUse.values();
  }

  public String getPurpose() {
    return purpose;
  }

  public void setPurpose(String purpose) {
    this.purpose = purpose;
  }

  public String getReceiver() {
    return receiver;
  }

  public void setReceiver(String receiver) {
    this.receiver = receiver;
  }

  public ExportProfile getProfile() {
    return profile;
  }

  public void setProfile(ExportProfile profile) {
    this.profile = profile;
  }

  public ExportProfile[] getProfiles() {
    return ExportProfile.values();
  }

  public boolean isGzip() {
    return gzip;
  }

  public void setGzip(boolean gzip) {
    this.gzip = gzip;
  }
}
