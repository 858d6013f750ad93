package nl.voorkeur.platform.mail;

import nl.voorkeur.kernel.EmailAddress;

/**
 * A message ready to leave, with its envelope.
 *
 * @param returnPath where a bounce goes
 * @param content the finished message: CRLF line ends, signed; not to be changed any more
 */
public record Outgoing(EmailAddress returnPath, EmailAddress recipient, byte[] content) {

  /** The same message, whose bounces go elsewhere. */
  public Outgoing withReturnPath(EmailAddress path) {
    return new Outgoing(path, recipient, content);
  }

  boolean needsSmtpUtf8() {
    return recipient.needsSmtpUtf8() || returnPath.needsSmtpUtf8();
  }
}
