package nl.voorkeur.kernel;

/** Identifies a version of a privacy statement. */
public record StatementId(long value) {
  public StatementId {
    if (value <= 0) {
      throw new IllegalArgumentException("an id is positive");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
