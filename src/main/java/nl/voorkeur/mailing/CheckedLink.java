package nl.voorkeur.mailing;

/**
 * How the address of a link answered.
 *
 * @param answer the status of HTTP, or why there was none: {@code NO_SUCH_HOST}, {@code NO_ANSWER},
 *     {@code NOT_PUBLIC}
 */
public record CheckedLink(String address, boolean fine, String answer) {

  static CheckedLink of(String address, String why) {
    return new CheckedLink(address, false, why);
  }
}
