package nl.voorkeur.kernel;

/** Identifies one export of a permitted list. */
public record ExportId(long value) {
  public ExportId {
    if (value <= 0) {
      throw new IllegalArgumentException("an id is positive");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
