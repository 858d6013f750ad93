package nl.voorkeur.importing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.ControllerRole;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.importing.DateOrder;
import nl.voorkeur.importing.Dialect;
import nl.voorkeur.importing.FileCharset;
import nl.voorkeur.importing.FileLook;
import nl.voorkeur.importing.Ground;
import nl.voorkeur.importing.ImportBatch;
import nl.voorkeur.importing.ImportField;
import nl.voorkeur.importing.ImportKind;
import nl.voorkeur.importing.ImportPlan;
import nl.voorkeur.importing.ImportProfile;
import nl.voorkeur.importing.ImportProfiles;
import nl.voorkeur.importing.ImportState;
import nl.voorkeur.importing.Layout;
import nl.voorkeur.importing.PlanFault;
import nl.voorkeur.importing.RecipientImport;
import nl.voorkeur.importing.Source;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;

/**
 * How a file is to be read: first what it is, by a form that only asks the page anew; then what its
 * columns hold and what it is about.
 */
@Named
@RequestScoped
public class PlanPage {

  @Inject private RecipientImport imports;
  @Inject private ImportProfiles profiles;
  @Inject private Catalogue catalogue;
  @Inject private OpenImport asked;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private PageLanguage language;
  @Inject private ImportWords words;
  @Inject private Principal caller;
  @Inject private Clock clock;

  private FileLook look;
  private List<PlanColumn> columns;
  private List<TopicChoice> topics;
  private GroundForm ground;
  private Optional<ImportProfile> profile;
  private String profileName = "";
  private DateOrder dateOrder;

  /** A file of another controller is as good as none (promise 7). */
  public void open() {
    if (asked.find().isEmpty()) {
      onward.toNowhere();
    } else if (!isOpen()) {
      onward.to(report());
    }
  }

  private boolean isOpen() {
    ImportState state = getBatch().state();
    return state == ImportState.UPLOADED
        || state == ImportState.CHECKED
        || state == ImportState.FAILED;
  }

  public ImportBatch getBatch() {
    return asked.get();
  }

  private FileLook getLook() {
    if (look == null) {
      look =
          imports
              .look(
                  desk.id(),
                  getBatch().id(),
                  chosenCharset(),
                  chosenDelimiter().map(Delimiter::sign))
              .orElseThrow();
    }
    return look;
  }

  private Optional<FileCharset> chosenCharset() {
    return parameters
        .text("charset")
        .flatMap(FileCharset::of)
        .or(() -> getBatch().layout().map(Layout::charset));
  }

  private Optional<Delimiter> chosenDelimiter() {
    return parameters
        .text("delimiter")
        .flatMap(
            name ->
                Arrays.stream(Delimiter.values())
                    .filter(one -> one.name().equals(name))
                    .findFirst())
        .or(() -> getBatch().layout().flatMap(layout -> delimiter(layout.delimiter())));
  }

  private static Optional<Delimiter> delimiter(char sign) {
    return Arrays.stream(Delimiter.values()).filter(one -> one.sign() == sign).findFirst();
  }

  /** The encoding, when the bytes prove it. */
  public String getCertainCharset() {
    return getLook().encoding().certain().map(FileCharset::label).orElse("");
  }

  public String getCharset() {
    return chosenCharset().map(Enum::name).orElse("");
  }

  public FileCharset[] getCharsets() {
    return FileCharset.values();
  }

  /** Whether it was a workbook, which has no delimiter to choose. */
  public boolean isWorkbook() {
    return getBatch().sheet().isPresent();
  }

  public Delimiter getDelimiter() {
    if (isWorkbook()) {
      return Delimiter.COMMA;
    }
    return chosenDelimiter()
        .or(() -> delimiter(getLook().suggested().delimiter()))
        .orElse(Delimiter.COMMA);
  }

  public Delimiter[] getDelimiters() {
    return Delimiter.values();
  }

  /** What the file holds: as said, as it was read before, or as it seems to. */
  private Optional<ImportKind> kind() {
    return parameters
        .text("kind")
        .flatMap(
            name ->
                Arrays.stream(ImportKind.values())
                    .filter(one -> one.name().equals(name))
                    .findFirst())
        .or(() -> getBatch().kind())
        .or(() -> profile().map(ImportProfile::kind))
        .or(() -> getLook().kind());
  }

  public String getKind() {
    return kind().map(Enum::name).orElse("");
  }

  public ImportKind[] getKinds() {
    return ImportKind.values();
  }

  /** Whether enough is known to say what the columns hold. */
  public boolean isReadable() {
    return kind().isPresent() && !(getCertainCharset().isEmpty() && getCharset().isEmpty());
  }

  public List<List<String>> getRows() {
    return getLook().rows();
  }

  public List<String> getHeadings() {
    return getLook().headings();
  }

  public List<ImportField> getFields() {
    return kind().map(ImportKind::fields).orElse(List.of());
  }

  public List<PlanColumn> getColumns() {
    if (columns == null) {
      List<ImportField> fields = suggestedFields();
      columns = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        columns.add(new PlanColumn(i, getHeadings().get(i), getRows(), fields.get(i)));
      }
    }
    return columns;
  }

  private List<ImportField> suggestedFields() {
    ImportKind chosen = kind().orElseThrow();
    boolean same = getBatch().kind().filter(chosen::equals).isPresent();
    return getBatch()
        .layout()
        .map(Layout::fields)
        .filter(fields -> same && fields.size() == getHeadings().size())
        .or(() -> savedFields(chosen))
        .orElseGet(() -> getLook().fieldsFor(chosen));
  }

  private Optional<List<ImportField>> savedFields(ImportKind chosen) {
    return profile().filter(saved -> saved.kind() == chosen).map(saved -> saved.layout().fields());
  }

  /** The topics that this kind of file can be about; none for a suppression list. */
  public List<TopicChoice> getTopics() {
    if (topics == null) {
      ImportKind chosen = kind().orElseThrow();
      Stream<Topic> possible =
          chosen.hasTopics() ? catalogue.topics(desk.id()).stream() : Stream.empty();
      topics =
          possible
              .filter(topic -> topic.isOpen() || chosen == ImportKind.OPT_OUTS)
              .filter(topic -> topic.kind().isMarketing() || chosen != ImportKind.CUSTOMERS)
              .map(
                  topic ->
                      new TopicChoice(
                          topic,
                          topic.text(language.getCurrent()).name(),
                          chosenBefore().contains(topic.id())))
              .toList();
    }
    return topics;
  }

  private List<TopicId> chosenBefore() {
    return getBatch().kind().isPresent()
        ? getBatch().topics()
        : profile().map(ImportProfile::topics).orElse(List.of());
  }

  public boolean isAboutCustomers() {
    return kind().filter(ImportKind.CUSTOMERS::equals).isPresent();
  }

  public boolean isDated() {
    return kind().filter(one -> one != ImportKind.SUPPRESSION).isPresent();
  }

  /** Reads the whole file by this plan, and shows what would become of it. */
  public void check() {
    List<TopicId> about =
        getTopics().stream()
            .filter(TopicChoice::isChosen)
            .map(choice -> new TopicId(choice.getId()))
            .toList();
    Layout layout =
        new Layout(
            getLook().suggested().charset(),
            getDelimiter().sign(),
            getLook().suggested().header(),
            getDateOrder(),
            getColumns().stream().map(PlanColumn::getField).toList());
    Optional<Ground> said =
        isLettingIn() ? getGround().ground(problems, words) : Optional.of(Ground.NONE);
    if (kind().orElseThrow().hasTopics() && about.isEmpty()) {
      problems.add("topics", words.of("plan.TOPIC_MISSING"));
      return;
    }
    if (said.isEmpty()) {
      return;
    }
    ImportPlan plan = new ImportPlan(kind().orElseThrow(), about, layout, said.get());
    Optional<PlanFault> fault = imports.check(desk.id(), getBatch().id(), plan, false);
    if (fault.isPresent()) {
      problems.add(where(fault.get()), words.of("plan." + fault.get()));
      return;
    }
    if (!profileName.isBlank() && layout.header()) {
      profiles.save(desk.id(), profileName, getHeadings(), plan, caller.getName());
    }
    onward.to(report());
  }

  /** The profile that was saved for files with these headings. */
  private Optional<ImportProfile> profile() {
    if (profile == null) {
      profile = profiles.find(desk.id(), getLook());
    }
    return profile;
  }

  /** Its name; empty when there is none. */
  public String getKnownProfile() {
    return profile().map(ImportProfile::name).orElse("");
  }

  /** Whose export it seems to be; empty when that doesn't show. */
  public String getDialect() {
    return getLook().dialect().map(Dialect::label).orElse("");
  }

  /** The last import of the very same file; empty when there is none. */
  public Optional<ImportBatch> getSameFile() {
    return imports.sameFile(desk.id(), getBatch().id()).stream().findFirst();
  }

  public GroundForm getGround() {
    if (ground == null) {
      LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      ground =
          new GroundForm(
              getBatch().ground(),
              getBatch().kind().isEmpty(),
              catalogue.agreements(desk.id()).stream().filter(a -> a.isInForce(today)).toList());
      parameters
          .text("source")
          .flatMap(
              name ->
                  Arrays.stream(Source.values()).filter(one -> one.name().equals(name)).findFirst())
          .ifPresent(ground::choose);
    }
    return ground;
  }

  /** Whether we act for somebody else here, so that an agreement must cover the file. */
  public boolean isForAClient() {
    return desk.controller().ourRole() != ControllerRole.CONTROLLER;
  }

  /** Whether this kind of file can let people in. */
  public boolean isLettingIn() {
    return kind().flatMap(ImportKind::basis).isPresent();
  }

  public boolean isAboutConsents() {
    return kind().filter(ImportKind.CONSENTS::equals).isPresent();
  }

  public boolean isHeaded() {
    return getLook().suggested().header();
  }

  public String getProfileName() {
    return profileName;
  }

  public void setProfileName(String profileName) {
    this.profileName = profileName == null ? "" : profileName;
  }

  private String where(PlanFault fault) {
    return switch (fault) {
      case CHARSET_MISSING, CHARSET_WRONG -> "charset";
      case KIND_MISSING -> "kind";
      case TOPIC_MISSING, TOPIC_UNKNOWN, TOPIC_NOT_OWN_PRODUCTS, TOPIC_WITHOUT_MEANING -> "topics";
      case OBTAINED_MISSING, OBTAINED_INVALID -> "obtainedOn";
      case AGREEMENT_UNKNOWN -> "agreement";
      case ADDRESS_COLUMN_MISSING, FIELD_TWICE, FIELD_OF_OTHER_KIND, TOO_LATE -> "field_0";
    };
  }

  private String report() {
    return desk.url("/staff/importing/import?import=" + getBatch().id());
  }

  public DateOrder getDateOrder() {
    return dateOrder == null
        ? getBatch()
            .layout()
            .or(() -> profile().map(ImportProfile::layout))
            .map(Layout::dateOrder)
            .orElse(DateOrder.DAY_FIRST)
        : dateOrder;
  }

  public void setDateOrder(DateOrder dateOrder) {
    this.dateOrder = dateOrder;
  }

  public DateOrder[] getDateOrders() {
    return DateOrder.values();
  }
}
