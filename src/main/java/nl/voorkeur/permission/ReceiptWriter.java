package nl.voorkeur.permission;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Writes entries of one person and topic as a consent record in JSON-LD. */
final class ReceiptWriter {

  private static final String STANDARD = "ISO/IEC TS 27560:2023";

  private final URI base;

  ReceiptWriter(URI base) {
    this.base = base;
  }

  Map<String, Object> write(List<ReceiptEntry> entries) {
    ReceiptEntry last = entries.get(entries.size() - 1);
    Map<String, Object> receipt = new LinkedHashMap<>();
    receipt.put(
        "@context",
        map(
            "dpv",
            "https://w3id.org/dpv#",
            "dct",
            "http://purl.org/dc/terms/",
            "@vocab",
            "https://w3id.org/dpv#"));
    receipt.put("@type", "dpv:ConsentRecord");
    receipt.put("schema_version", STANDARD);
    receipt.put(
        "record_id",
        "urn:uuid:"
            + UUID.nameUUIDFromBytes(entries.get(0).hash().getBytes(StandardCharsets.US_ASCII)));
    receipt.put("pii_principal_id", Long.toString(last.recipient()));
    receipt.put("processing", processing(entries));
    receipt.put("events", entries.stream().map(this::event).toList());
    return receipt;
  }

  private Map<String, Object> processing(List<ReceiptEntry> entries) {
    ReceiptEntry last = entries.get(entries.size() - 1);
    Map<String, Object> processing = new LinkedHashMap<>();
    newest(entries, ReceiptEntry::statementVersion)
        .ifPresent(entry -> processing.put("privacy_notice", notice(entry)));
    newest(entries, ReceiptEntry::wordingLanguage)
        .flatMap(ReceiptEntry::wordingLanguage)
        .ifPresent(language -> processing.put("language", language));
    processing.put(
        "purposes", List.of(map("purpose", last.topicName(), "purpose_type", last.topicKind())));
    newest(entries, ReceiptEntry::basis)
        .flatMap(ReceiptEntry::basis)
        .ifPresent(basis -> processing.put("lawful_basis", "dpv:" + lawfulBasis(basis)));
    processing.put(
        "pii_information", List.of(map("pii_type", "dpv:EmailAddress", "pii_optional", false)));
    processing.put("pii_controllers", List.of(party(last.controller())));
    processing.put("collection_method", last.route().name());
    processing.put("processing_method", "dpv:Transmit");
    processing.put("withdrawal_method", base + "/s/" + last.controllerSlug());
    last.expiryMonths().ifPresent(months -> processing.put("retention_period", "P" + months + "M"));
    return processing;
  }

  private Map<String, Object> notice(ReceiptEntry entry) {
    return map(
        "uri",
            base
                + "/privacy/"
                + entry.controllerSlug()
                + "/"
                + entry.statementVersion().orElseThrow(),
        "version", entry.statementVersion().orElseThrow(),
        "language", entry.statementLanguage().orElse(""),
        "sha256", entry.statementHash().orElse(""));
  }

  private static Map<String, Object> party(ReceiptEntry.Controller controller) {
    Map<String, Object> party =
        map(
            "party_name", controller.name(),
            "party_role", "dpv:DataController",
            "party_address", controller.address(),
            "party_email", controller.email());
    controller.phone().ifPresent(phone -> party.put("party_phone", phone));
    controller.website().ifPresent(website -> party.put("party_url", website));
    return party;
  }

  private Map<String, Object> event(ReceiptEntry entry) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event_time", entry.at().toString());
    event.put("event_type", entry.kind().name());
    state(entry.kind()).ifPresent(state -> event.put("event_state", "dpv:" + state));
    event.put("entity_id", entry.actor());
    event.put("collection_method", entry.route().name());
    entry.confirmedAt().ifPresent(at -> event.put("confirmed_at", at.toString()));
    entry.until().ifPresent(until -> event.put("valid_until", until.toString()));
    if (entry.kind() == LedgerKind.CONSENT_GIVEN || entry.kind() == LedgerKind.CONSENT_RENEWED) {
      entry.expiryMonths().ifPresent(months -> event.put("validity_duration", "P" + months + "M"));
    }
    entry.form().ifPresent(form -> event.put("form", form));
    entry
        .wording()
        .ifPresent(
            text ->
                event.put(
                    "wording",
                    map(
                        "text", text,
                        "language", entry.wordingLanguage().orElse(""),
                        "sha256", entry.wordingHash().orElse(""))));
    entry.statementVersion().ifPresent(version -> event.put("privacy_notice", notice(entry)));
    event.put("evidence", entry.evidence());
    event.put("sequence", entry.seq());
    event.put("sha256", entry.hash());
    return event;
  }

  /** The consent state that an entry leads to, in the words of DPV; none for other facts. */
  static Optional<String> state(LedgerKind kind) {
    return Optional.ofNullable(
        switch (kind) {
          case CONSENT_REQUESTED -> "ConsentRequested";
          case CONSENT_GIVEN -> "ConsentGiven";
          case CONSENT_RENEWED -> "RenewedConsentGiven";
          case CONSENT_REFUSED -> "ConsentRefused";
          case CONSENT_EXPIRED -> "ConsentExpired";
          case WITHDRAWAL, OBJECTION, COMPLAINT, ERASURE -> "ConsentWithdrawn";
          case UNDONE -> "ConsentInvalidated";
          default -> null;
        });
  }

  private static String lawfulBasis(String basis) {
    return switch (basis) {
      case "CONSENT" -> "Consent";
      case "CONTRACT" -> "Contract";
      case "LEGAL_OBLIGATION" -> "LegalObligation";
      default -> "LegitimateInterest";
    };
  }

  private static Optional<ReceiptEntry> newest(
      List<ReceiptEntry> entries, java.util.function.Function<ReceiptEntry, Optional<?>> part) {
    return entries.stream().filter(entry -> part.apply(entry).isPresent()).reduce((a, b) -> b);
  }

  private static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
