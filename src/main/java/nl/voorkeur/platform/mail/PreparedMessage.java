package nl.voorkeur.platform.mail;

import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/** A finished message in the shape that a transport takes: its bytes go out as they are. */
final class PreparedMessage extends SMTPMessage {

  private final byte[] bytes;

  PreparedMessage(Session session, Outgoing mail) {
    super(session);
    this.bytes = mail.content();
    setEnvelopeFrom(mail.returnPath().value());
    this.saved = true;
  }

  @Override
  public void writeTo(OutputStream out, String[] ignored) throws IOException {
    out.write(bytes);
  }

  @Override
  public int getSize() {
    return bytes.length;
  }

  /** Angus only wants it for its log. */
  @Override
  public String getSubject() {
    return "";
  }
}
