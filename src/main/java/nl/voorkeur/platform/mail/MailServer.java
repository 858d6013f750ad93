package nl.voorkeur.platform.mail;

import io.prometheus.metrics.core.metrics.Counter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.configuration.Setting.SmtpSecurity;
import nl.voorkeur.platform.mail.SendResult.Outcome;
import nl.voorkeur.platform.metrics.Meters;

/** The SMTP server that takes our mail, as configured. */
@ApplicationScoped
public class MailServer {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long CONNECT_MILLIS = 10_000;

  private Configuration configuration;
  private Duration patience;

  private Consumer<Outcome> attempts = outcome -> {};

  /** For the container. */
  protected MailServer() {}

  @Inject
  public MailServer(Configuration configuration) {
    this(configuration, PATIENCE);
  }

  /**
   * @param patience how long to wait for each answer
   */
  public MailServer(Configuration configuration, Duration patience) {
    this.configuration = configuration;
    this.patience = patience;
  }

  @Inject
  void countIn(Meters meters) {
    Counter counter =
        meters.counter(
            "voorkeur_mail_attempts",
            "Messages offered to the mail server, by what became of them; the portal's own mail too.",
            "outcome",
            Arrays.stream(Outcome.values()).filter(o -> o != Outcome.NOT_STARTED).map(Enum::name));
    attempts = outcome -> counter.labelValues(outcome.name()).inc();
  }

  /** Made at the start, so that a monitor sees each count from 0. */
  void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {}

  /** Notes what became of a message, for the metrics. */
  void ended(SendResult result) {
    if (!result.is(Outcome.NOT_STARTED)) {
      attempts.accept(result.outcome());
    }
  }

  /** A connection for one worker; it opens when it is first needed. */
  public MailConnection connection() {
    return new MailConnection(this);
  }

  /** How many connections this node may keep. */
  public int connections() {
    return configuration.get(Setting.SMTP_CONNECTIONS);
  }

  GatedTransport transport(boolean utf8) {
    boolean tls = configuration.get(Setting.SMTP_SECURITY) == SmtpSecurity.TLS;
    Session session = Session.getInstance(properties(tls ? "mail.smtps." : "mail.smtp.", utf8));
    return new GatedTransport(session, null, tls, utf8);
  }

  String host() {
    return configuration.get(Setting.SMTP_HOST);
  }

  int port() {
    return configuration.get(Setting.SMTP_PORT);
  }

  Optional<String> user() {
    return configuration.find(Setting.SMTP_USER).filter(name -> !name.isBlank());
  }

  String password() {
    return configuration.find(Setting.SMTP_PASSWORD).orElse("");
  }

  /** Angus's settings, for both kinds of transport. Never chunksize: it dot-stuffs BDAT bodies. */
  private Properties properties(String prefix, boolean utf8) {
    Properties all = new Properties();
    all.put("mail.mime.allowutf8", Boolean.toString(utf8));
    all.put(prefix + "socketFactory", new PromptSockets());
    all.put(prefix + "socketFactory.fallback", "false");
    all.put(prefix + "connectiontimeout", Long.toString(CONNECT_MILLIS));
    all.put(prefix + "timeout", Long.toString(patience.toMillis()));
    all.put(prefix + "writetimeout", Long.toString(patience.toMillis()));
    all.put(prefix + "localhost", configuration.get(Setting.BASE_URL).getHost());
    all.put(prefix + "auth", Boolean.toString(user().isPresent()));
    all.put(prefix + "ssl.checkserveridentity", "true");
    all.put(prefix + "quitwait", "false");
    all.put(prefix + "sendpartial", "false");
    // requirement B1: ask for a report of failures; ignored by a server without DSN
    all.put(prefix + "dsn.notify", "FAILURE,DELAY");
    all.put(prefix + "dsn.ret", "HDRS");
    boolean starttls = configuration.get(Setting.SMTP_SECURITY) == SmtpSecurity.STARTTLS;
    all.put(prefix + "starttls.enable", Boolean.toString(starttls));
    all.put(prefix + "starttls.required", Boolean.toString(starttls));
    return all;
  }
}
