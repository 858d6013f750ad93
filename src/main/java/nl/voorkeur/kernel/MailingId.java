package nl.voorkeur.kernel;

/** Identifies a mailing. */
public record MailingId(long value) {
  public MailingId {
    if (value <= 0) {
      throw new IllegalArgumentException("an id is positive");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
