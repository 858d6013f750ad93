package nl.voorkeur.catalogue;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MapKeyEnumerated;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.OfController;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.TopicKind;

/**
 * A kind of mail that one can say yes or no to. Closing it stops its mail and keeps its opt-outs.
 */
@Entity
@Table(name = "topic")
public class Topic implements OfController {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "catalogue_seq")
  @SequenceGenerator(name = "catalogue_seq", sequenceName = "catalogue_seq", allocationSize = 50)
  private long id;

  @Column(name = "controller_id")
  private long controllerId;

  private String slug;

  @Enumerated(EnumType.STRING)
  private TopicKind kind;

  private boolean open;
  private boolean archived;

  @Column(name = "expiry_months")
  private Integer expiryMonths;

  @Column(name = "own_products")
  private boolean ownProducts;

  private int position;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "topic_text", joinColumns = @JoinColumn(name = "topic_id"))
  @MapKeyColumn(name = "language")
  @MapKeyEnumerated(EnumType.STRING)
  private Map<Language, TopicText> texts = new HashMap<>();

  @Version private long version;

  /** For JPA. */
  protected Topic() {}

  Topic(
      ControllerId controller,
      String slug,
      TopicKind kind,
      int position,
      Map<Language, TopicText> texts) {
    this.controllerId = controller.value();
    this.slug = slug;
    this.kind = kind;
    this.open = true;
    this.position = position;
    describe(texts);
  }

  final void describe(Map<Language, TopicText> newTexts) {
    if (newTexts.isEmpty()) {
      throw new IllegalArgumentException("a topic has a name in one language at least");
    }
    texts.clear();
    texts.putAll(newTexts);
  }

  /** Lets anybody read its mailings, or nobody any more. */
  void archive(boolean readable) {
    if (readable && !kind.isMarketing()) {
      throw new IllegalArgumentException("what belongs to a contract is not for everybody");
    }
    archived = readable;
  }

  void close() {
    open = false;
  }

  void reopen() {
    open = true;
  }

  public TopicId id() {
    return new TopicId(id);
  }

  @Override
  public ControllerId controller() {
    return new ControllerId(controllerId);
  }

  /** The name in URLs and in the List-Id; never changes (requirement L2). */
  public String slug() {
    return slug;
  }

  public TopicKind kind() {
    return kind;
  }

  public boolean isOpen() {
    return open;
  }

  /** Whether anybody may read its mailings on a public page. */
  public boolean isArchived() {
    return archived;
  }

  void rule(Optional<Integer> months, boolean own) {
    if (months.filter(count -> count < 1 || count > 120).isPresent()) {
      throw new IllegalArgumentException("consent counts for 1 to 120 months");
    }
    expiryMonths = months.orElse(null);
    ownProducts = own && kind.isMarketing();
  }

  /** Whether it is only about what the controller sells, so that soft opt-in may count (T3). */
  public boolean isAboutOwnProducts() {
    return ownProducts;
  }

  /** Months after which consent no longer counts. */
  public Optional<Integer> expiryMonths() {
    return Optional.ofNullable(expiryMonths);
  }

  /** Counts the changes, so that one made meanwhile by somebody else shows. */
  public long version() {
    return version;
  }

  /** Name and description in a language; in another when it has none in that one. */
  public TopicText text(Language language) {
    TopicText wanted = texts.get(language);
    return wanted == null ? new EnumMap<>(texts).values().iterator().next() : wanted;
  }

  public Map<Language, TopicText> texts() {
    return Map.copyOf(texts);
  }
}
