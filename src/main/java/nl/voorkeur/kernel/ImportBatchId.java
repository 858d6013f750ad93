package nl.voorkeur.kernel;

/** Identifies one import of one file. */
public record ImportBatchId(long value) {
  public ImportBatchId {
    if (value <= 0) {
      throw new IllegalArgumentException("an id is positive");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
