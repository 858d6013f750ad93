package nl.voorkeur.platform.persistence;

/**
 * The database could not do what it normally does: an outage, not a refusal. Mapped to a page or
 * problem+json in one place.
 */
public final class DatabaseOutage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseOutage(Exception cause) {
    super("the database did not answer", cause);
  }
}
