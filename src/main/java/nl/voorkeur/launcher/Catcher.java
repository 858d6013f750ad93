package nl.voorkeur.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import nl.voorkeur.launcher.CaughtMail.Envelope;
import nl.voorkeur.platform.configuration.Setting;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Takes every mail of a development installation and sends none on: an SMTP server on loopback
 * before a {@link MailFolder}, and a page to read what came in.
 */
final class Catcher implements AutoCloseable {

  private static final int CONNECTIONS = 200;

  private final SMTPServer smtp;
  private final CatcherPage page;

  private Catcher(SMTPServer smtp, CatcherPage page) {
    this.smtp = smtp;
    this.page = page;
  }

  /** Starts it, and tells the settings where it is. */
  static Catcher start(DataFolder data, int pagePort, Settings settings, Clock clock) {
    try {
      MailFolder folder = MailFolder.open(data.folder("mail"), clock);
      int wanted =
          settings.has(Setting.SMTP_PORT)
              ? Integer.parseInt(settings.environment().get(Setting.SMTP_PORT.variable()))
              : 0;
      SMTPServer smtp =
          SMTPServer.port(wanted)
              .bindAddress(InetAddress.getLoopbackAddress())
              .hostName("localhost")
              .softwareName("Voorkeur mail catcher")
              .insertReceivedHeaders(false)
              .maxConnections(CONNECTIONS)
              .messageHandlerFactory(context -> new Delivery(folder))
              .build();
      CatcherPage page = CatcherPage.open(pagePort, folder);
      smtp.start();
      settings.put(Setting.SMTP_HOST, "127.0.0.1");
      settings.put(Setting.SMTP_PORT, Integer.toString(smtp.getPortAllocated()));
      return new Catcher(smtp, page);
    } catch (IOException e) {
      throw new StartRefused("The mail catcher can't keep mails in the data folder.", e);
    }
  }

  @Override
  public void close() {
    smtp.stop();
    page.close();
  }

  /** One transaction of SMTP. */
  private static final class Delivery implements MessageHandler {
    private final MailFolder folder;
    private final List<String> recipients = new ArrayList<>();
    private String reversePath = "";

    Delivery(MailFolder folder) {
      this.folder = folder;
    }

    @Override
    public void from(String address) {
      reversePath = address;
    }

    @Override
    public void recipient(String address) {
      recipients.add(address);
    }

    @Override
    public String data(InputStream message) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);
      message.transferTo(bytes);
      return "Ok: caught as "
          + folder
              .add(new Envelope(reversePath, List.copyOf(recipients)), bytes.toByteArray())
              .id();
    }

    @Override
    public void done() {
      // nothing to let go of
    }
  }
}
