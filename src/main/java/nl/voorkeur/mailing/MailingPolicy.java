package nl.voorkeur.mailing;

import java.time.ZoneId;
import java.util.List;
import nl.voorkeur.kernel.EmailAddress;

/**
 * How a controller's mailings are looked after.
 *
 * @param secondPerson whether a mailing starts only once somebody else approved it
 * @param zone in which times are chosen
 * @param tracking whether opens and clicks are counted of whoever agrees to that
 * @param testAddresses colleagues who get messages to try a mailing out, and nobody else does
 */
public record MailingPolicy(
    boolean secondPerson, boolean tracking, ZoneId zone, List<EmailAddress> testAddresses) {

  /** More would be a mailing of its own. */
  public static final int MOST_ADDRESSES = 20;

  static final MailingPolicy USUAL =
      new MailingPolicy(false, false, ZoneId.of("Europe/Amsterdam"), List.of());

  public MailingPolicy {
    testAddresses = List.copyOf(testAddresses);
    if (testAddresses.size() > MOST_ADDRESSES) {
      throw new IllegalArgumentException("too many addresses for tests");
    }
  }
}
