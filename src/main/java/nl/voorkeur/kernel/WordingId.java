package nl.voorkeur.kernel;

/** Identifies a wording: the exact text that was shown. */
public record WordingId(long value) {
  public WordingId {
    if (value <= 0) {
      throw new IllegalArgumentException("an id is positive");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
