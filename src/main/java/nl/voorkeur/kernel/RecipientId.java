package nl.voorkeur.kernel;

/** Identifies a recipient: one mailbox at one controller. */
public record RecipientId(long value) {
  public RecipientId {
    if (value <= 0) {
      throw new IllegalArgumentException("an id is positive");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
