package nl.voorkeur.platform.mail;

import nl.voorkeur.kernel.EmailAddress;

/**
 * A message ready to leave, with its envelope.
 *
 * @param returnPath where a bounce goes
 * @param content the finished message: CRLF line ends, signed; not to be changed any more
 */
public record Outgoing(EmailAddress returnPath, EmailAddress recipient, byte[] content) {

  boolean needsSmtpUtf8() {
    return recipient.needsSmtpUtf8() || returnPath.needsSmtpUtf8();
  }
}
