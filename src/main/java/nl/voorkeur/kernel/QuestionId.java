package nl.voorkeur.kernel;

/** Identifies a question that a controller asks about people. */
public record QuestionId(long value) {
  public QuestionId {
    if (value <= 0) {
      throw new IllegalArgumentException("an id is positive");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
