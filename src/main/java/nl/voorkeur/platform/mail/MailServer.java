package nl.voorkeur.platform.mail;

import io.prometheus.metrics.core.metrics.Counter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.mail.NoSuchProviderException;
import jakarta.mail.Provider;
import jakarta.mail.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.configuration.Setting.MailHost;
import nl.voorkeur.platform.configuration.Setting.SmtpAuthentication;
import nl.voorkeur.platform.configuration.Setting.SmtpSecurity;
import nl.voorkeur.platform.mail.SendResult.Outcome;
import nl.voorkeur.platform.metrics.Meters;

/** The SMTP servers that take our mail, as configured. */
@ApplicationScoped
public class MailServer {

  private static final String USUAL_ROUTE = "";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long CONNECT_MILLIS = 10_000;
  private static final Provider GATED =
      new Provider(
          Provider.Type.TRANSPORT, "smtp", GatedTransport.class.getName(), "Voorkeur", null);

  private Configuration configuration;
  private Duration patience;
  private SilenceWatch watch;
  private TlsSockets tls;

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
    this.watch = new SilenceWatch((int) patience.toMillis());
    this.tls = new TlsSockets(new LazySockets(watch), configuration.find(Setting.SMTP_CA));
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
    return connection(USUAL_ROUTE);
  }

  /** The same, to the servers of a route. */
  public MailConnection connection(String route) {
    return new MailConnection(this, route);
  }

  /**
   * The route that a controller's mail takes; those without one of their own share one.
   *
   * @param slug of the controller
   */
  public String route(String slug) {
    return routes().containsKey(slug) ? slug : USUAL_ROUTE;
  }

  private Map<String, List<MailHost>> routes() {
    return configuration.find(Setting.SMTP_ROUTES).orElse(Map.of());
  }

  /** Messages of mailings a second from this node; 0 is no limit. */
  public int perSecond() {
    return configuration.get(Setting.SMTP_RATE);
  }

  /** How many connections this node may keep. */
  public int connections() {
    return configuration.get(Setting.SMTP_CONNECTIONS);
  }

  /**
   * The servers in the order in which a new connection tries them: each is first as often as its
   * weight says, and the others stand in for one that is away.
   */
  List<MailHost> inTurn(String route) {
    List<MailHost> left = new ArrayList<>(hosts(route));
    List<MailHost> turn = new ArrayList<>(left.size());
    while (!left.isEmpty()) {
      int draw =
          ThreadLocalRandom.current().nextInt(left.stream().mapToInt(MailHost::weight).sum());
      int next = 0;
      while (draw >= left.get(next).weight()) {
        draw -= left.get(next).weight();
        next++;
      }
      turn.add(left.remove(next));
    }
    return turn;
  }

  private List<MailHost> hosts(String route) {
    List<MailHost> own = routes().get(route);
    return own == null ? configuration.get(Setting.SMTP_HOST) : own;
  }

  int port(MailHost host) {
    return host.port().orElseGet(() -> configuration.get(Setting.SMTP_PORT));
  }

  GatedTransport transport(boolean utf8) {
    Session session = Session.getInstance(properties(utf8));
    try {
      session.setProvider(GATED);
      return (GatedTransport) session.getTransport(GATED);
    } catch (NoSuchProviderException e) {
      throw new IllegalStateException("the portal brings its own provider", e);
    }
  }

  Optional<String> user() {
    return configuration.find(Setting.SMTP_USER).filter(name -> !name.isBlank());
  }

  /**
   * Read anew for each connection, as an OAuth token in a file is replaced while we run.
   *
   * @throws IOException when the file can't be read
   */
  String password() throws IOException {
    if (configuration.find(Setting.SMTP_PASSWORD_FILE).isPresent()) {
      return Files.readString(configuration.get(Setting.SMTP_PASSWORD_FILE)).strip();
    }
    return configuration.find(Setting.SMTP_PASSWORD).orElse("");
  }

  /** Angus's settings. Never chunksize: it dot-stuffs BDAT bodies. */
  private Properties properties(boolean utf8) {
    SmtpSecurity security = configuration.get(Setting.SMTP_SECURITY);
    boolean starttls = security == SmtpSecurity.STARTTLS;
    Properties all = new Properties();
    all.put(PipeliningTransport.WANTED, configuration.get(Setting.SMTP_PIPELINING).toString());
    all.put("mail.mime.allowutf8", Boolean.toString(utf8));
    all.put(PipeliningTransport.SOCKETS, new LazySockets(watch));
    all.put("mail.smtp.socketFactory.fallback", "false");
    all.put("mail.smtp.ssl.socketFactory", tls);
    all.put("mail.smtp.ssl.enable", Boolean.toString(security == SmtpSecurity.TLS));
    all.put("mail.smtp.ssl.checkserveridentity", "true");
    all.put("mail.smtp.starttls.enable", Boolean.toString(starttls));
    all.put("mail.smtp.starttls.required", Boolean.toString(starttls));
    all.put("mail.smtp.connectiontimeout", Long.toString(CONNECT_MILLIS));
    // no time-outs of Angus for reading and writing: SilenceWatch
    all.put("mail.smtp.localhost", configuration.get(Setting.BASE_URL).getHost());
    all.put("mail.smtp.auth", Boolean.toString(user().isPresent()));
    if (configuration.get(Setting.SMTP_AUTH) == SmtpAuthentication.XOAUTH2) {
      all.put("mail.smtp.auth.mechanisms", "XOAUTH2");
    }
    all.put("mail.smtp.quitwait", "false");
    all.put("mail.smtp.sendpartial", "false");
    // requirement B1: ask for a report of failures; ignored by a server without DSN
    all.put("mail.smtp.dsn.notify", "FAILURE,DELAY");
    all.put("mail.smtp.dsn.ret", "HDRS");
    return all;
  }
}
