package nl.voorkeur.importing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nl.voorkeur.importing.StagedRow.Entry;
import nl.voorkeur.importing.StagedRow.SuppressionForm;
import nl.voorkeur.kernel.AddressFault;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;

/**
 * Reads one record by a plan: whose it is, what it says, what proves it, or why it is refused.
 *
 * <p>Who lets people in is read strictly: each fact of the evidence must be there (requirement T3,
 * GDPR art. 7(1)). Who keeps people out is read generously: only an address that can't be read is
 * refused, never a missing or odd date.
 */
final class RecordReader {

  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{16,}");
  private static final Set<String> YES =
      Set.of("ja", "j", "yes", "y", "oui", "o", "true", "1", "x", "wahr", "waar");
  private static final int LONGEST_GIVEN = 320;
  private static final int LONGEST_FACT = 500;

  private final ImportPlan plan;
  private final Optional<Refusal> allUnproven;
  private final LocalDate latest;
  private final Map<ImportField, Integer> columns = new EnumMap<>(ImportField.class);

  /**
   * Reads by a plan.
   *
   * @param allUnproven why no record of this file gives a permission, if so
   */
  RecordReader(ImportPlan plan, Optional<Refusal> allUnproven, LocalDate latest) {
    this.plan = plan;
    this.allUnproven = allUnproven;
    this.latest = latest;
    List<ImportField> fields = plan.layout().fields();
    for (int i = 0; i < fields.size(); i++) {
      columns.put(fields.get(i), i);
    }
  }

  StagedRow read(List<String> cells) {
    String given = given(cells);
    if (cells.size() != plan.layout().fields().size()) {
      return StagedRow.refused(given, Refusal.COLUMN_COUNT.name());
    }
    if (plan.kind() == ImportKind.SUPPRESSION) {
      return suppression(given, cells);
    }
    AddressCell cell = AddressCell.read(cell(cells, ImportField.ADDRESS));
    return cell.parsed()
        .fold(
            address -> person(given, address, cell.repairs(), cells),
            fault -> StagedRow.refused(given, fault.name()));
  }

  private StagedRow suppression(String given, List<String> cells) {
    String text = cell(cells, ImportField.ENTRY).strip();
    if (HEX.matcher(text).matches()) {
      if (text.length() != 64 && text.length() != 32) {
        return StagedRow.refused(given, Refusal.HASH_INVALID.name());
      }
      SuppressionForm form = text.length() == 64 ? SuppressionForm.SHA256 : SuppressionForm.MD5;
      byte[] digest = HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT));
      return row(given, new Entry.Hash(form, digest), EnumSet.noneOf(Repair.class), Map.of());
    }
    AddressCell cell = AddressCell.read(cell(cells, ImportField.ENTRY));
    return cell.parsed()
        .fold(
            address -> row(given, new Entry.Mailbox(address), cell.repairs(), Map.of()),
            fault -> StagedRow.refused(given, fault.name()));
  }

  private StagedRow person(
      String given, EmailAddress address, Set<Repair> repairs, List<String> cells) {
    StatusCell status = StatusCell.read(cell(cells, ImportField.STATUS));
    Optional<Says> says = says(status, cells);
    if (plan.kind() == ImportKind.OPT_OUTS && says.isEmpty()) {
      return StagedRow.refused(given, Refusal.STATUS_UNKNOWN.name(), repairs, List.of());
    }
    if (plan.kind() == ImportKind.OPT_OUTS && says.get() == Says.IN) {
      return StagedRow.refused(given, Refusal.NOT_OUT.name(), repairs, List.of());
    }
    Map<String, String> facts = new LinkedHashMap<>();
    List<ImportField> lacking = new ArrayList<>();
    List<ImportField> invalid = new ArrayList<>();
    for (ImportField field : columns.keySet()) {
      switch (field) {
        case SALE_DATE, CUSTOMER_SINCE, OPTED_IN_AT, CONFIRMED_AT, UNSUBSCRIBED_AT, CLEANED_AT -> {
          DateCell date = DateCell.read(cell(cells, field), plan.layout().dateOrder(), latest);
          switch (date.state()) {
            case PRESENT -> facts.put(field.fact(), date.text());
            case MISSING -> lacking.add(field);
            case INVALID -> invalid.add(field);
          }
        }
        case PRODUCT,
            OPTED_IN_IP,
            CONFIRMED_IP,
            CONSENT_ROUTE,
            WORDING,
            STATUS,
            UNSUBSCRIBED_FROM,
            UNSUBSCRIBE_REASON ->
            fact(facts, field, cell(cells, field));
        case OPT_OUT_OFFERED -> {
          if (YES.contains(cell(cells, field).strip().toLowerCase(Locale.ROOT))) {
            facts.put(field.fact(), "true");
          }
        }
        default -> {
          // no evidence
        }
      }
    }
    if (says.filter(word -> word != Says.IN).isPresent()) {
      return row(given, address, repairs, facts, cells, says.get(), Optional.empty(), List.of());
    }
    Optional<Refusal> refusal =
        refusal(facts, lacking, invalid)
            .or(() -> says.isEmpty() ? Optional.of(Refusal.STATUS_UNKNOWN) : Optional.empty())
            .or(() -> unconfirmed(status, cells))
            .or(() -> allUnproven);
    if (refusal.isPresent() && !plan.ground().keepsUnproven()) {
      return StagedRow.refused(given, refusal.get().name(), repairs, lacking);
    }
    return row(given, address, repairs, facts, cells, Says.IN, refusal, lacking);
  }

  /** What the row says of the person; empty when its status is a word that we don't know. */
  private Optional<Says> says(StatusCell status, List<String> cells) {
    if (YES.contains(word(cells, ImportField.BLOCKED))) {
      return Optional.of(Says.OUT_OF_ALL);
    }
    if (!cell(cells, ImportField.CLEANED_AT).isBlank()) {
      return Optional.of(Says.DEAD);
    }
    if (columns.containsKey(ImportField.STATUS)) {
      return status.says();
    }
    return Optional.of(plan.kind() == ImportKind.OPT_OUTS ? Says.OUT : Says.IN);
  }

  /** A time of confirmation proves nothing where the other system says that there was none. */
  private Optional<Refusal> unconfirmed(StatusCell status, List<String> cells) {
    boolean denied =
        columns.containsKey(ImportField.CONFIRMED)
            && !YES.contains(word(cells, ImportField.CONFIRMED));
    boolean pending = columns.containsKey(ImportField.STATUS) && !status.confirmed();
    return denied || pending ? Optional.of(Refusal.NOT_CONFIRMED) : Optional.empty();
  }

  private String word(List<String> cells, ImportField field) {
    return cell(cells, field).strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Why this record doesn't let anybody in; leaves in {@code lacking} what is needed and absent.
   */
  private Optional<Refusal> refusal(
      Map<String, String> facts, List<ImportField> lacking, List<ImportField> invalid) {
    lacking.clear();
    switch (plan.kind()) {
      case CUSTOMERS -> {
        if (!invalid.isEmpty()) {
          lacking.addAll(invalid);
          return Optional.of(Refusal.DATE_INVALID);
        }
        for (ImportField needed :
            List.of(ImportField.SALE_DATE, ImportField.PRODUCT, ImportField.OPT_OUT_OFFERED)) {
          if (!facts.containsKey(needed.fact())) {
            lacking.add(needed);
          }
        }
        if (lacking.isEmpty() && plan.ground().obtainedAtSale()) {
          facts.put("obtained_at_sale", plan.ground().freeAccounts() ? "free_account" : "true");
          return Optional.empty();
        }
        return Optional.of(Refusal.EVIDENCE_INCOMPLETE);
      }
      case CONSENTS -> {
        if (!invalid.isEmpty()) {
          lacking.addAll(invalid);
          return Optional.of(Refusal.DATE_INVALID);
        }
        return facts.containsKey(ImportField.CONFIRMED_AT.fact())
            ? Optional.empty()
            : Optional.of(Refusal.NOT_CONFIRMED);
      }
      default -> {
        return Optional.empty();
      }
    }
  }

  private StagedRow row(String given, Entry entry, Set<Repair> notes, Map<String, String> facts) {
    return new StagedRow(
        given,
        Optional.of(entry),
        Optional.empty(),
        "",
        "",
        false,
        Says.OUT_OF_ALL,
        Optional.empty(),
        Facts.json(facts),
        notes,
        Optional.empty(),
        List.of());
  }

  private StagedRow row(
      String given,
      EmailAddress address,
      Set<Repair> addressRepairs,
      Map<String, String> facts,
      List<String> cells,
      Says says,
      Optional<Refusal> unproven,
      List<ImportField> lacking) {
    Set<Repair> notes = EnumSet.noneOf(Repair.class);
    notes.addAll(addressRepairs);
    NameCell first = NameCell.read(cell(cells, ImportField.FIRST_NAME));
    NameCell last = NameCell.read(cell(cells, ImportField.LAST_NAME));
    notes.addAll(first.repairs());
    notes.addAll(last.repairs());
    boolean complaint =
        "SPAM".equalsIgnoreCase(cell(cells, ImportField.UNSUBSCRIBE_REASON).strip());
    return new StagedRow(
        given,
        Optional.of(new Entry.Mailbox(address)),
        Language.of(cell(cells, ImportField.LANGUAGE)),
        first.name(),
        last.name(),
        complaint,
        says,
        unproven,
        Facts.json(facts),
        notes,
        Optional.empty(),
        lacking);
  }

  private static void fact(Map<String, String> facts, ImportField field, String cell) {
    String text = cell.strip();
    if (!text.isEmpty() && !"onbekend".equalsIgnoreCase(text)) {
      facts.put(
          field.fact(), text.length() > LONGEST_FACT ? text.substring(0, LONGEST_FACT) : text);
    }
  }

  /** The text of a column; empty when the plan or the record doesn't have it. */
  private String cell(List<String> cells, ImportField field) {
    Integer column = columns.get(field);
    return column == null || column >= cells.size() ? "" : cells.get(column);
  }

  private String given(List<String> cells) {
    String text = cell(cells, plan.kind().key()).replace('\0', ' ');
    return text.length() > LONGEST_GIVEN ? text.substring(0, LONGEST_GIVEN) + "\u2026" : text;
  }

  /** What a refused address is called in the report. */
  static boolean isAddressFault(String fault) {
    for (AddressFault one : AddressFault.values()) {
      if (one.name().equals(fault)) {
        return true;
      }
    }
    return false;
  }
}
