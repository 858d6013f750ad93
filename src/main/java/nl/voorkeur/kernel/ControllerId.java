package nl.voorkeur.kernel;

/** Identifies a controller (GDPR art. 4(7)). */
public record ControllerId(long value) {
  public ControllerId {
    if (value <= 0) {
      throw new IllegalArgumentException("an id is positive");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
