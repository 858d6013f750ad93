package nl.voorkeur.catalogue;

import java.util.Set;

/**
 * Somebody to whom a controller may hand personal data, as a register knows them (GDPR art. 28, 44;
 * requirements S8d and S10a).
 *
 * @param key of its register and number, such as {@code processor:12}
 * @param country where it keeps data, as ISO 3166-1 has it; may be empty
 * @param obstacles what forbids handing data over on the day asked about
 * @param ownUse whether it uses data for ends of its own, so that it is a third party
 */
public record Receiver(
    String key, String name, String country, Set<Obstacle> obstacles, boolean ownUse) {

  /** The key of the controller itself, under the agreement by which we act for it. */
  public static final String CONTROLLER = "controller";

  /** What is missing. */
  public enum Obstacle {
    /** No agreement in force (GDPR art. 28(3)). */
    NO_AGREEMENT,
    /** Outside the EEA without a recorded safeguard (GDPR art. 46, 49). */
    NO_SAFEGUARD
  }

  public Receiver {
    obstacles = Set.copyOf(obstacles);
    if (!key.matches("[a-z]+(:[0-9]+)?") || name.isBlank()) {
      throw new IllegalArgumentException("a receiver has a key and a name");
    }
  }
}
