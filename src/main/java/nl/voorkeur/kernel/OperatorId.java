package nl.voorkeur.kernel;

/** Identifies a member of staff. */
public record OperatorId(long value) {
  public OperatorId {
    if (value <= 0) {
      throw new IllegalArgumentException("an id is positive");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
