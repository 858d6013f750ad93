package nl.voorkeur.platform.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import nl.voorkeur.platform.configuration.Setting.MailHost;
import nl.voorkeur.platform.mail.Reply.Step;
import nl.voorkeur.platform.mail.SendResult.Outcome;

/**
 * One worker's connection to the mail server, used again for message after message. After any
 * trouble on the line it is dropped and the next message gets a new one.
 *
 * <p>Addresses that need SMTPUTF8 go over a second connection, so that the others don't ask for an
 * extension that a later server may lack (requirement F5).
 */
public final class MailConnection implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(MailConnection.class.getName());

  private static final SendResult AWAY =
      new SendResult(Outcome.UNAVAILABLE, "no connection to the mail server");

  private final MailServer server;
  private final String route;
  private Optional<GatedTransport> plain = Optional.empty();
  private Optional<GatedTransport> utf8 = Optional.empty();

  MailConnection(MailServer server, String route) {
    this.server = server;
    this.route = route;
  }

  /** Whether a message can be sent without opening it first. */
  public boolean isOpen() {
    return plain.isPresent();
  }

  /** Opens the connection when it isn't open; answers what prevented it. */
  public Optional<SendResult> open() {
    return plain.isPresent() ? Optional.empty() : connect(false);
  }

  /**
   * Sends one message.
   *
   * @param mayStart asked right before MAIL FROM
   */
  public SendResult send(Outgoing mail, BooleanSupplier mayStart) {
    boolean wide = mail.needsSmtpUtf8();
    Optional<GatedTransport> there = wide ? utf8 : plain;
    if (there.isEmpty()) {
      Optional<SendResult> trouble = connect(wide);
      if (trouble.isPresent()) {
        return trouble.get();
      }
    }
    SendResult result = (wide ? utf8 : plain).orElseThrow().send(mail, mayStart);
    server.ended(result);
    if (result.is(Outcome.UNAVAILABLE)
        || result.is(Outcome.IN_DOUBT)
        || result.status().startsWith("421")
        || (wide ? utf8 : plain).orElseThrow().isSpent()) {
      drop(wide);
    }
    return result;
  }

  /** Tries one server after the other while the trouble is that a server is away. */
  private Optional<SendResult> connect(boolean wide) {
    SendResult trouble = AWAY;
    for (MailHost host : server.inTurn(route)) {
      GatedTransport transport = server.transport(wide);
      Optional<SendResult> fault = connect(transport, host);
      if (fault.isEmpty()) {
        if (wide) {
          utf8 = Optional.of(transport);
        } else {
          plain = Optional.of(transport);
        }
        return Optional.empty();
      }
      close(transport);
      trouble = fault.get();
      if (!trouble.is(Outcome.UNAVAILABLE)) {
        break;
      }
    }
    return Optional.of(trouble);
  }

  private Optional<SendResult> connect(GatedTransport transport, MailHost host) {
    try {
      int port = server.port(host);
      if (server.user().isPresent()) {
        transport.connect(host.name(), port, server.user().orElseThrow(), server.password());
      } else {
        transport.connect(host.name(), port, null, null);
      }
      return Optional.empty();
    } catch (AuthenticationFailedException refused) {
      // only 5yz is about us (RFC 4954 s. 6): 454, a line that broke and nonsense are not
      boolean refusal = transport.getLastReturnCode() / 100 == 5;
      return Optional.of(
          refusal
              ? new SendResult(Outcome.SENDER_REFUSED, "the mail server refused our sign-in")
              : new SendResult(Outcome.UNAVAILABLE, "the mail server could not check our sign-in"));
    } catch (MessagingException fault) {
      return Optional.of(trouble(transport, fault));
    } catch (IOException unreadable) {
      return Optional.of(
          new SendResult(Outcome.SENDER_REFUSED, "the password for the mail server can't be read"));
    }
  }

  private static SendResult trouble(GatedTransport transport, MessagingException fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof javax.net.ssl.SSLException) {
        return new SendResult(
            Outcome.SENDER_REFUSED, "no protected connection: the certificate or TLS failed");
      }
      if (cause instanceof IOException) {
        return AWAY;
      }
    }
    if (fault.getMessage() != null && fault.getMessage().startsWith("STARTTLS is required")) {
      return new SendResult(Outcome.SENDER_REFUSED, "the mail server does not offer STARTTLS");
    }
    String text = transport.getLastServerResponse();
    return new Reply(transport.getLastReturnCode(), text == null ? "" : text).at(Step.CONNECT);
  }

  private void drop(boolean wide) {
    (wide ? utf8 : plain).ifPresent(MailConnection::close);
    if (wide) {
      utf8 = Optional.empty();
    } else {
      plain = Optional.empty();
    }
  }

  /** Says QUIT, where there is somebody to say it to. */
  @Override
  public void close() {
    drop(false);
    drop(true);
  }

  private static void close(GatedTransport transport) {
    try {
      transport.close();
    } catch (MessagingException alreadyGone) {
      LOG.log(Level.FINE, "the mail connection was closed by the other side");
    }
  }
}
