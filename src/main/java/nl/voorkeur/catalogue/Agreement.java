package nl.voorkeur.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;

/**
 * The agreement under which we act for a controller (GDPR art. 28(3), requirement S5d). Without one
 * in force nobody is mailed on its topics.
 */
@Entity
@Table(name = "agreement")
public class Agreement {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "agreement_seq")
  @SequenceGenerator(name = "agreement_seq", sequenceName = "catalogue_seq", allocationSize = 50)
  private long id;

  @Column(name = "controller_id")
  private long controllerId;

  private String principal;
  private String instructions;

  @Column(name = "valid_from")
  private LocalDate validFrom;

  @Column(name = "valid_until")
  private LocalDate validUntil;

  /** For JPA. */
  protected Agreement() {}

  Agreement(
      ControllerId controller,
      String principal,
      String instructions,
      LocalDate validFrom,
      Optional<LocalDate> validUntil) {
    if (principal.isBlank()
        || instructions.isBlank()
        || validUntil.filter(end -> end.isBefore(validFrom)).isPresent()) {
      throw new IllegalArgumentException("an agreement has two parties, instructions and a term");
    }
    this.controllerId = controller.value();
    this.principal = principal.strip();
    this.instructions = instructions.strip();
    this.validFrom = validFrom;
    this.validUntil = validUntil.orElse(null);
  }

  public long id() {
    return id;
  }

  /** Who gives the instructions. */
  public String principal() {
    return principal;
  }

  /** What we may do with the data. */
  public String instructions() {
    return instructions;
  }

  public LocalDate validFrom() {
    return validFrom;
  }

  /** Its last day; it has none when it runs until further notice. */
  public Optional<LocalDate> validUntil() {
    return Optional.ofNullable(validUntil);
  }

  public boolean isInForce(LocalDate day) {
    return !day.isBefore(validFrom) && (validUntil == null || !day.isAfter(validUntil));
  }
}
