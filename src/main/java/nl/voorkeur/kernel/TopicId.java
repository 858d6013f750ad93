package nl.voorkeur.kernel;

/** Identifies a topic. */
public record TopicId(long value) {
  public TopicId {
    if (value <= 0) {
      throw new IllegalArgumentException("an id is positive");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
