package nl.voorkeur.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.OfController;

/**
 * Who decides why and how personal data are used (GDPR art. 4(7)): the sender that a recipient
 * knows. A wall to every other one.
 */
@Entity
@Table(name = "controller")
public class Controller implements OfController {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "catalogue_seq")
  @SequenceGenerator(name = "catalogue_seq", sequenceName = "catalogue_seq", allocationSize = 50)
  private long id;

  private String slug;
  private String name;

  @Enumerated(EnumType.STRING)
  @Column(name = "our_role")
  private ControllerRole ourRole;

  @Column(name = "postal_address")
  private String postalAddress;

  @Column(name = "contact_email")
  private String contactEmail;

  @Column(name = "contact_phone")
  private String contactPhone;

  private String website;
  private String host;

  @Column(name = "sender_name")
  private String senderName;

  @Column(name = "sender_address")
  private String senderAddress;

  @Column(name = "sender_verified")
  private boolean senderVerified;

  @Enumerated(EnumType.STRING)
  @Column(name = "default_language")
  private Language defaultLanguage;

  private String languages;

  @Column(name = "free_accounts_are_sales")
  private boolean freeAccountsAreSales;

  @Column(name = "statement_version", insertable = false, updatable = false)
  private Integer statementVersion;

  @Convert(converter = LookConverter.class)
  private Look look = Look.PLAIN;

  @Version private long version;

  /** For JPA. */
  protected Controller() {}

  Controller(String slug, ControllerRole ourRole, ControllerDetails details) {
    this.slug = slug;
    this.ourRole = ourRole;
    describe(details);
  }

  /**
   * Takes over who the controller is and how it is reached; a new sender address has to be verified
   * again.
   */
  final void describe(ControllerDetails details) {
    String newSender = details.senderAddress().value();
    if (!newSender.equals(senderAddress)) {
      senderVerified = false;
    }
    name = details.name();
    postalAddress = details.postalAddress();
    contactEmail = details.contactEmail().value();
    contactPhone = details.contactPhone().orElse(null);
    website = details.website().orElse(null);
    senderName = details.senderName();
    senderAddress = newSender;
    defaultLanguage = details.languages().get(0);
    languages = details.languages().stream().map(Language::name).collect(Collectors.joining(","));
  }

  /** Takes over how its pages look. */
  void dress(Look newLook) {
    look = newLook;
  }

  /** Gives its pages a host name of their own, or takes it away; links in old mails go on. */
  void answerAt(Optional<String> newHost) {
    host = newHost.orElse(null);
  }

  /** Somebody checked that mail may be sent in this sender's name. */
  void verifySender() {
    senderVerified = true;
  }

  public ControllerId id() {
    return new ControllerId(id);
  }

  /** Itself, so that it stays within its own wall. */
  @Override
  public ControllerId controller() {
    return id();
  }

  /** The name in URLs; never changes, as links in old mails hold it. */
  public String slug() {
    return slug;
  }

  public String name() {
    return name;
  }

  public ControllerRole ourRole() {
    return ourRole;
  }

  public String postalAddress() {
    return postalAddress;
  }

  public EmailAddress contactEmail() {
    return EmailAddress.of(contactEmail);
  }

  public Optional<String> contactPhone() {
    return Optional.ofNullable(contactPhone);
  }

  public Optional<String> website() {
    return Optional.ofNullable(website);
  }

  /** The host name that is its own, as A-labels. */
  public Optional<String> host() {
    return Optional.ofNullable(host);
  }

  public String senderName() {
    return senderName;
  }

  public EmailAddress senderAddress() {
    return EmailAddress.of(senderAddress);
  }

  public boolean isSenderVerified() {
    return senderVerified;
  }

  public Language defaultLanguage() {
    return defaultLanguage;
  }

  /** The languages it writes in, its default first. */
  public List<Language> languages() {
    return Arrays.stream(languages.split(",")).map(Language::valueOf).toList();
  }

  /** The last privacy statement that it published; nothing before the first. */
  public Optional<Integer> statementVersion() {
    return Optional.ofNullable(statementVersion);
  }

  /** Where that statement is read; nothing before the first. */
  public Optional<String> statementPath() {
    return statementVersion().map(any -> "/privacy/" + slug);
  }

  void countFreeAccounts(boolean counts) {
    freeAccountsAreSales = counts;
  }

  /** Whether a free account counts as a sale (requirement T3). */
  public boolean countsFreeAccounts() {
    return freeAccountsAreSales;
  }

  /** How its public pages look. */
  public Look look() {
    return look;
  }

  /** What its public pages call it. */
  public String publicName(Language language) {
    return look.names().getOrDefault(language, name);
  }

  /** Counts the changes, so that one made meanwhile by somebody else shows. */
  public long version() {
    return version;
  }

  /** The person's language when the controller writes in it, else the controller's default. */
  public Language languageFor(Optional<Language> wanted) {
    return wanted.filter(languages()::contains).orElse(defaultLanguage);
  }
}
