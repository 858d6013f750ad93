package nl.voorkeur.importing;

import static nl.voorkeur.importing.ImportKind.CONSENTS;
import static nl.voorkeur.importing.ImportKind.CUSTOMERS;
import static nl.voorkeur.importing.ImportKind.OPT_OUTS;
import static nl.voorkeur.importing.ImportKind.SUPPRESSION;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a column holds. The headings by which a column is recognised are those of common exports;
 * they only suggest, a person decides.
 */
public enum ImportField {
  ADDRESS(
      EnumSet.of(CUSTOMERS, CONSENTS, OPT_OUTS),
      "email address|e-mail address|email|e-mail|mail|emailaddress|e-mailadres|emailadres|mailadres"
          + "|e-mail-adresse|emailadresse|adresse e-mail|adresse mail|courriel|address|subscriber"),
  FIRST_NAME(
      EnumSet.of(CUSTOMERS, CONSENTS),
      "first name|firstname|first_name|fname|voornaam|vorname|prénom|prenom"),
  LAST_NAME(
      EnumSet.of(CUSTOMERS, CONSENTS),
      "last name|lastname|last_name|lname|achternaam|nachname|nom|nom de famille"),
  LANGUAGE(
      EnumSet.of(CUSTOMERS, CONSENTS),
      "language|taal|sprache|langue|locale|preferred_locale|preferred locale"),
  CUSTOMER_SINCE(
      EnumSet.of(CUSTOMERS), "customer since|klant sinds|kunde seit|client depuis|cliente depuis"),
  SALE_DATE(
      EnumSet.of(CUSTOMERS),
      "last purchase|last order|laatste aankoop|laatste bestelling|letzter kauf|letzte bestellung"
          + "|dernier achat|dernière commande|sale date|order date|besteldatum|aankoopdatum"),
  PRODUCT(EnumSet.of(CUSTOMERS), "product|produkt|produit|artikel|article"),
  OPT_OUT_OFFERED(
      EnumSet.of(CUSTOMERS),
      "opt-out offered|afmelding aangeboden|abmeldung angeboten|désinscription proposée"),
  OPTED_IN_AT(
      EnumSet.of(CONSENTS, OPT_OUTS),
      "optin_time|opt-in time|opted in at|created_at|entered|date added|dateadded|date_added"
          + "|timestamp_signup"),
  OPTED_IN_IP(EnumSet.of(CONSENTS), "optin_ip|opt-in ip"),
  CONFIRMED_AT(
      EnumSet.of(CONSENTS),
      "confirm_time|confirm time|confirmed at|confirmed_at|bevestigd op|bestätigt am|confirmé le"
          + "|timestamp_opt"),
  CONFIRMED_IP(EnumSet.of(CONSENTS), "confirm_ip|confirm ip"),
  /** By which form, call or page the person agreed. */
  CONSENT_ROUTE(
      EnumSet.of(CONSENTS), "consent route|opt-in source|signup source|source|herkomst|herkunft"),
  /** The exact text that the person agreed to. */
  WORDING(
      EnumSet.of(CONSENTS),
      "wording|consent text|toestemmingstekst|einwilligungstext|texte du consentement"),
  /** Whether the other system had a confirmation at all. */
  CONFIRMED(
      EnumSet.of(CONSENTS),
      "confirmed|is this user confirmed|is the email of this user confirmed|bevestigd|bestätigt"
          + "|confirmé"),
  /** What the other system lets this person have. */
  STATUS(EnumSet.of(CONSENTS, OPT_OUTS), "status|email status|subscription status|delivery status"),
  /** Whether the other system keeps this person from all mail. */
  BLOCKED(
      EnumSet.of(CONSENTS, OPT_OUTS),
      "blacklisted|blocklisted|is this user blacklisted|do not contact|donotcontact|dnc"
          + "|do not email|donotemail"),
  /** When the other system found no mailbox there. */
  CLEANED_AT(EnumSet.of(OPT_OUTS), "clean_time|cleaned at"),
  UNSUBSCRIBED_AT(EnumSet.of(OPT_OUTS), "unsub_time|unsubscribe time|unsubscribed at"),
  UNSUBSCRIBED_FROM(EnumSet.of(OPT_OUTS), "unsub_campaign_title|clean_campaign_title"),
  UNSUBSCRIBE_REASON(EnumSet.of(OPT_OUTS), "unsub_reason|unsubscribe reason"),
  ENTRY(EnumSet.of(SUPPRESSION), "md5|sha256|sha-256|hash"),
  /** Not read at all. */
  IGNORED(EnumSet.allOf(ImportKind.class), "");

  private final Set<ImportKind> kinds;
  private final Set<String> headings;

  ImportField(Set<ImportKind> kinds, String headings) {
    this.kinds = kinds;
    this.headings = Set.of(headings.split("\\|"));
  }

  boolean belongsTo(ImportKind kind) {
    return kinds.contains(kind);
  }

  /** The name of the fact in an entry's evidence. */
  String fact() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The field that a column with this heading most likely holds. */
  static Optional<ImportField> of(String heading) {
    String wanted = heading.strip().toLowerCase(Locale.ROOT);
    for (ImportField field : values()) {
      if (field != IGNORED && field.headings.contains(wanted)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}
