package nl.voorkeur.platform.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import nl.voorkeur.platform.mail.Reply.Step;
import nl.voorkeur.platform.mail.SendResult.Outcome;

/**
 * The portal's provider of the protocol {@code smtp} for Jakarta Mail: a transport that knows at
 * which step it is, and asks the gate right before MAIL FROM.
 */
public final class GatedTransport extends PipeliningTransport {

  private BooleanSupplier gate = () -> false;
  private Step step = Step.CONNECT;

  /** As Jakarta Mail makes it. */
  public GatedTransport(Session session, URLName server) {
    super(session, server);
  }

  /** Sends one message; never throws, as every ending has its result. */
  SendResult send(Outgoing mail, BooleanSupplier mayStart) {
    gate = mayStart;
    step = Step.CONNECT;
    try {
      if (mail.needsSmtpUtf8() && !supportsExtension("SMTPUTF8")) {
        // RFC 6531 s. 3.5: don't transmit; requirement F5
        return new SendResult(
            Outcome.REJECTED, "5.6.7 the mail server does not take addresses in UTF-8 (SMTPUTF8)");
      }
      sendMessage(
          new PreparedMessage(session, mail), new Address[] {addressOf(mail.recipient().value())});
      return new Reply(getLastReturnCode(), getLastServerResponse()).at(Step.DOT);
    } catch (GateClosed closed) {
      return new SendResult(Outcome.NOT_STARTED, "the gate closed");
    } catch (MessagingException | RuntimeException fault) {
      return new Reply(lineBroke(fault) ? 0 : getLastReturnCode(), lastText()).at(step);
    }
  }

  static InternetAddress addressOf(String value) {
    InternetAddress address = new InternetAddress();
    address.setAddress(value);
    return address;
  }

  private String lastText() {
    String text = getLastServerResponse();
    return text == null ? "" : text;
  }

  private static boolean lineBroke(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof RuntimeException) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected void mailFrom() throws MessagingException {
    if (!gate.getAsBoolean()) {
      throw new GateClosed();
    }
    step = Step.MAIL;
    super.mailFrom();
  }

  @Override
  protected void rcptTo() throws MessagingException {
    step = Step.RCPT;
    super.rcptTo();
  }

  @Override
  protected OutputStream data() throws MessagingException {
    step = Step.DATA;
    OutputStream body = super.data();
    step = Step.BODY;
    return body;
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    step = Step.DOT;
    super.finishData();
  }

  private static final class GateClosed extends MessagingException {
    private static final long serialVersionUID = 1L;

    GateClosed() {
      super("the gate closed");
    }
  }
}
