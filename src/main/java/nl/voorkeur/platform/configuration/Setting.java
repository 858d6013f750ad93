package nl.voorkeur.platform.configuration;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One setting of the installation: its name, what it means, its default and its check. This class
 * is the only definition of them; {@code docs/configuration.md} is generated from it.
 *
 * @param <T> the type of its value
 */
public final class Setting<T> {

  public static final Setting<Mode> MODE =
      setting("voorkeur.mode", "development", Mode::of)
          .says(
              "`development` (embedded parts, made-up keys, mail caught) or `production` (refuses to start with any of these).");

  public static final Setting<Integer> HTTP_PORT =
      setting("voorkeur.http.port", "8080", port())
          .says("Port of the pages and the API; `0` is any free one.");

  public static final Setting<String> HTTP_ADDRESS =
      setting("voorkeur.http.address", "127.0.0.1", text(1, 100))
          .says(
              "Address to listen on. Keep it on loopback when a proxy for https runs on the same machine; `0.0.0.0` is every address.");

  public static final Setting<Path> DATA_DIR =
      setting("voorkeur.data.dir", "./data", Setting::path)
          .says(
              "Folder of the unpacked server and its log; in development also of the embedded database, the caught mail and the made-up keys. One portal at a time uses it.");

  public static final Setting<URI> BASE_URL =
      setting("voorkeur.base.url", "", Setting::baseUrl)
          .says(
              "Address at which people reach the portal, without a slash at the end; every link in a mail begins with it. Must be https in production. Default in development: `http://localhost:` and the port.");

  public static final Setting<String> DB_URL =
      setting(
              "voorkeur.db.url",
              "",
              matching("jdbc:postgresql:.+", "a URL that begins with jdbc:postgresql:"))
          .says(
              "JDBC URL of PostgreSQL 15 or newer. When absent in development, an embedded PostgreSQL starts.");

  public static final Setting<String> DB_USER =
      setting("voorkeur.db.user", "voorkeur", text(1, 100))
          .says("User of the database; owns the schema.");

  public static final Setting<String> DB_PASSWORD =
      setting("voorkeur.db.password", "", text(0, 1000)).says("Password of that user.").secret();

  public static final Setting<List<MailHost>> SMTP_HOST =
      setting("voorkeur.smtp.host", "", MailHost::list)
          .says(
              "Server that takes our mail, or several, comma separated: `host`, `host:port`, with `*weight` behind it (1 to 100) when one should take more connections than another; `a.example*3,b.example:587`. When one is away the others stand in. When absent in development, a local catcher takes it and nothing leaves the machine.");

  public static final Setting<Integer> SMTP_PORT =
      setting("voorkeur.smtp.port", "25", port())
          .says(
              "Port of a server without one of its own; of the local catcher too, whose default is any free one.");

  public static final Setting<SmtpSecurity> SMTP_SECURITY =
      setting("voorkeur.smtp.security", "none", SmtpSecurity::of)
          .says(
              "`none`, `starttls` (refuses to send without it) or `tls`; certificates are checked.");

  public static final Setting<String> SMTP_USER =
      setting("voorkeur.smtp.user", "", text(0, 255))
          .says("User at that server; absent means no authentication.");

  public static final Setting<String> SMTP_PASSWORD =
      setting("voorkeur.smtp.password", "", text(0, 1000))
          .says("Password of that user, or its access token.")
          .secret();

  public static final Setting<Path> SMTP_PASSWORD_FILE =
      setting("voorkeur.smtp.password.file", "", Setting::path)
          .says(
              "File with that password or token instead; read anew for each connection, as tokens are replaced.");

  public static final Setting<SmtpAuthentication> SMTP_AUTH =
      setting("voorkeur.smtp.auth", "password", SmtpAuthentication::of)
          .says("`password` or `xoauth2` (the password is an OAuth 2 access token).");

  public static final Setting<Path> SMTP_CA =
      setting("voorkeur.smtp.ca", "", Setting::path)
          .says(
              "File with the certificates (PEM) that vouch for the mail server, in place of Java's own list.");

  public static final Setting<Boolean> SMTP_PIPELINING =
      setting("voorkeur.smtp.pipelining", "true", Setting::yesOrNo)
          .says(
              "Whether MAIL, RCPT and DATA go out together to a server that announces PIPELINING; `false` sends them one by one.");

  public static final Setting<Integer> SMTP_CONNECTIONS =
      setting("voorkeur.smtp.connections", "8", between(1, 64))
          .says("Connections that a node keeps to that server.");

  public static final Setting<Integer> CATCHER_PORT =
      setting("voorkeur.catcher.port", "8025", port())
          .says(
              "Development only: port of the page that shows the caught mail, on loopback; `0` is any free one.");

  public static final Setting<String> ADMIN_PASSWORD =
      setting("voorkeur.admin.password", "", text(12, 200))
          .says(
              "Password of the first administrator, `admin`, at least 12 characters. Made up and shown once when absent in development.")
          .secret();

  public static final Setting<String> API_TOKEN =
      setting("voorkeur.api.token", "", text(16, 200))
          .says(
              "Development only: a token with all scopes, so that a script can drive a fresh start.")
          .secret();

  public static final Setting<Integer> API_RATE =
      setting("voorkeur.api.rate", "6000", between(0, 10_000_000))
          .says(
              "Requests a minute that each token may make of the API on each node; `0` is no limit.");

  public static final Setting<String> METRICS_TOKEN =
      setting("voorkeur.metrics.token", "", text(16, 200))
          .says(
              "What Prometheus sends to read `/metrics`: `Authorization: Bearer` and this; at least 32 characters in production. When absent, there is no `/metrics`.")
          .secret();

  public static final Setting<List<NamedKey>> TOKEN_KEYS =
      setting("voorkeur.token.keys", "", NamedKey::list)
          .says(
              "Keys of the links in mails: `id:key`, comma separated, the first signs, all verify; a key is 32 bytes in Base64. Never drop a key, as links in old mails must go on working.")
          .secret();

  public static final Setting<List<NamedKey>> ADDRESS_KEYS =
      setting("voorkeur.address.keys", "", NamedKey::list)
          .says("Keys of the keyed hash of addresses, in the same form. The first is in use.")
          .secret();

  public static final Setting<String> EVIDENCE_TRACE =
      setting("voorkeur.evidence.trace", "no", matching("yes|no", "yes or no"))
          .says(
              "Whether a sign-up and its confirmation keep the shortened network address and the family of the browser as evidence: `yes` or `no`.");

  public static final Setting<NamedKey> DKIM_KEY =
      setting("voorkeur.dkim.key", "", NamedKey::rsa)
          .says(
              "RSA key that signs mail, as `selector:key`; the key is PKCS#8 DER in Base64, 2048 bits or more.")
          .secret();

  public static final Setting<NamedKey> DKIM_ED25519_KEY =
      setting("voorkeur.dkim.ed25519.key", "", NamedKey::ed25519)
          .says(
              "Ed25519 key that signs mail besides, as `selector:key` with another selector; PKCS#8 DER in Base64.")
          .secret();

  public static final Setting<String> BOUNCE_DOMAIN =
      setting("voorkeur.bounce.domain", "", Setting::mailDomain)
          .says(
              "Domain whose mail reaches the portal: each message of a mailing gets a return path of its own there, so that a bounce names its delivery. When absent, bounces go to the sender's address.");

  public static final Setting<List<NamedKey>> SECRET_KEYS =
      setting("voorkeur.secret.keys", "", NamedKey::list)
          .says(
              "Keys that encrypt the signing keys of controllers, the secrets of webhooks and the second factors of staff in the database, in the form of the keys of links; the first encrypts, all decrypt. Without any, there are none of these.")
          .secret();

  public static final Setting<Boolean> SECOND_FACTOR =
      setting("voorkeur.staff.second.factor", "false", Setting::yesOrNo)
          .says(
              "Whether all staff must sign in with a code from their telephone besides the password; everybody may. Needs `VOORKEUR_SECRET_KEYS`.");

  public static final Setting<URI> OPENID_ISSUER =
      setting("voorkeur.staff.openid.issuer", "", Setting::issuer)
          .says(
              "Address of the OpenID provider at which staff may sign in, exactly as it calls itself. Who signs in there needs an account here with the same e-mail address, verified by the provider. The provider sees to second factors then.");

  public static final Setting<String> OPENID_CLIENT =
      setting("voorkeur.staff.openid.client", "", text(1, 200))
          .says(
              "What the provider calls this portal; it has to allow the redirect to `/staff/oidc/back`.");

  public static final Setting<String> OPENID_SECRET =
      setting("voorkeur.staff.openid.secret", "", text(1, 400))
          .says("The portal's secret at the provider.")
          .secret();

  public static final Setting<Boolean> CRYPTO_NATIVE =
      setting("voorkeur.crypto.native", "true", Setting::yesOrNo)
          .says(
              "Whether signatures are made by native code where there is some (Linux on x86-64); Java makes them otherwise.");

  public static final Setting<Integer> CONFIRM_DAYS =
      setting("voorkeur.confirm.days", "7", between(1, 30))
          .says("Days that a sign-up waits for its confirmation; after them the request is void.");

  public static final Setting<Integer> RESPONSE_DAYS =
      setting("voorkeur.response.days", "90", between(1, 400))
          .says(
              "Days that it is known who opened a mail or followed a link, of those who agreed to that; after them only numbers are left.");

  public static final Setting<Integer> SIGN_UP_WORK =
      setting("voorkeur.sign.up.work", "0", between(0, 1_000_000))
          .says(
              "Work that a browser does before it asks for mail: it tries numbers up to this one (ALTCHA), `50000` takes a telephone about a second. `0` asks for none, and keeps these pages free of scripts. Who has no scripts may sign up too, within a tenth of the limits.");

  public static final Setting<Integer> LINK_MINUTES =
      setting("voorkeur.link.minutes", "10", between(1, 10))
          .says("Minutes that a link to a person's own pages may be opened, once.");

  public static final Setting<Integer> PASS_MINUTES =
      setting("voorkeur.pass.minutes", "30", between(1, 240))
          .says(
              "Minutes after that link in which choices count as confirmed; later a yes is asked about by mail.");

  public static final Setting<Integer> EXPORT_HOURS =
      setting("voorkeur.export.hours", "24", between(1, 168))
          .says("Hours that an exported list may be used.");

  public static final Setting<Integer> RECALL_HOURS =
      setting("voorkeur.recall.hours", "4", between(1, 168))
          .says(
              "Hours within which the receiver of an exported list has to acknowledge whom it must drop from it; then it is shown as late.");

  public static final Setting<Boolean> WEBHOOK_PRIVATE =
      setting("voorkeur.webhook.private", "false", Setting::yesOrNo)
          .says(
              "Whether webhooks may go to addresses inside one's own network, and without https; only for programs that stand beside the portal.");

  public static final Setting<ZoneId> TIME_ZONE =
      setting("voorkeur.time.zone", "Europe/Amsterdam", Setting::zone)
          .says("Time zone in which pages and mails give a time.");

  public static final Setting<String> JAVA_OPTIONS =
      setting("voorkeur.java.options", "", text(0, 2000))
          .says(
              "Options for the server's Java, blank separated, such as `-Xmx2g`; they go before the portal's own (`docs/adr/0021`). Without any, a portal in development starts quickly and serves slowly.");

  public static final Setting<Integer> SMTP_RATE =
      setting("voorkeur.smtp.rate", "0", between(0, 100_000))
          .says(
              "Messages of mailings that a node sends a second at most; `0` is no limit. What controllers allow besides is on the page “Sending”. The portal’s own mail, which somebody waits for, counts too, and has the next turn.");

  public static final Setting<Map<String, List<MailHost>>> SMTP_ROUTES =
      setting("voorkeur.smtp.routes", "", MailHost::routes)
          .says(
              "Servers for the mail of single controllers: `slug=servers`, several with a semicolon between, the servers as in `VOORKEUR_SMTP_HOST`; `imailo=a.example*3,b.example; de-linde=c.example:587`. Sign-in and protection are the same for all servers.");

  private static final List<Setting<?>> ALL =
      List.of(
          MODE,
          HTTP_PORT,
          HTTP_ADDRESS,
          DATA_DIR,
          BASE_URL,
          DB_URL,
          DB_USER,
          DB_PASSWORD,
          SMTP_HOST,
          SMTP_PORT,
          SMTP_SECURITY,
          SMTP_USER,
          SMTP_PASSWORD,
          SMTP_PASSWORD_FILE,
          SMTP_AUTH,
          SMTP_CA,
          SMTP_PIPELINING,
          SMTP_CONNECTIONS,
          SMTP_RATE,
          SMTP_ROUTES,
          CATCHER_PORT,
          ADMIN_PASSWORD,
          API_TOKEN,
          API_RATE,
          METRICS_TOKEN,
          TOKEN_KEYS,
          ADDRESS_KEYS,
          EVIDENCE_TRACE,
          DKIM_KEY,
          DKIM_ED25519_KEY,
          BOUNCE_DOMAIN,
          SECRET_KEYS,
          SECOND_FACTOR,
          OPENID_ISSUER,
          OPENID_CLIENT,
          OPENID_SECRET,
          CRYPTO_NATIVE,
          CONFIRM_DAYS,
          RESPONSE_DAYS,
          SIGN_UP_WORK,
          LINK_MINUTES,
          PASS_MINUTES,
          EXPORT_HOURS,
          RECALL_HOURS,
          WEBHOOK_PRIVATE,
          TIME_ZONE,
          JAVA_OPTIONS);

  private final String property;
  private final String defaultText;
  private final String description;
  private final boolean secret;
  private final Function<String, T> reader;

  private Setting(
      String property,
      String defaultText,
      String description,
      boolean secret,
      Function<String, T> reader) {
    this.property = property;
    this.defaultText = defaultText;
    this.description = description;
    this.secret = secret;
    this.reader = reader;
  }

  private static <T> Setting<T> setting(
      String property, String defaultText, Function<String, T> reader) {
    return new Setting<>(property, defaultText, "", false, reader);
  }

  private Setting<T> says(String text) {
    return new Setting<>(property, defaultText, text, secret, reader);
  }

  private Setting<T> secret() {
    return new Setting<>(property, defaultText, description, true, reader);
  }

  /** Every setting, in the order of the documentation. */
  public static List<Setting<?>> all() {
    return ALL;
  }

  /** The name in a properties file, such as {@code voorkeur.db.url}. */
  public String property() {
    return property;
  }

  /**
   * The name in the environment, such as {@code VOORKEUR_DB_URL} (MicroProfile Config, environment
   * variable mapping).
   */
  public String variable() {
    return property.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** The text that holds when nothing is given; empty when there is no default. */
  public String defaultText() {
    return defaultText;
  }

  public String description() {
    return description;
  }

  /** Whether its value must never be shown. */
  public boolean isSecret() {
    return secret;
  }

  /**
   * The value that a text stands for.
   *
   * @throws IllegalArgumentException saying what was expected, without the text itself
   */
  T read(String text) {
    return reader.apply(text);
  }

  private static Function<String, Integer> port() {
    return between(0, 65535);
  }

  private static Function<String, Integer> between(int least, int most) {
    return text -> {
      String expected = "a whole number from " + least + " to " + most;
      int number;
      try {
        number = Integer.parseInt(text.strip());
      } catch (NumberFormatException notANumber) {
        throw new IllegalArgumentException(expected, notANumber);
      }
      if (number < least || number > most) {
        throw new IllegalArgumentException(expected);
      }
      return number;
    };
  }

  private static Function<String, String> text(int least, int most) {
    return text -> {
      if (text.length() < least || text.length() > most) {
        throw new IllegalArgumentException("a text of " + least + " to " + most + " characters");
      }
      return text;
    };
  }

  private static Function<String, String> matching(String regex, String expected) {
    Pattern pattern = Pattern.compile(regex);
    return text -> {
      if (!pattern.matcher(text).matches()) {
        throw new IllegalArgumentException(expected);
      }
      return text;
    };
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text.strip());
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException("a time zone such as Europe/Amsterdam", unknown);
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text.strip());
    } catch (InvalidPathException malformed) {
      throw new IllegalArgumentException("the path of a folder", malformed);
    }
  }

  private static String mailDomain(String text) {
    String domain = text.strip().toLowerCase(Locale.ROOT);
    if (domain.length() > 180 || !domain.matches("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})+")) {
      throw new IllegalArgumentException("a domain such as bounce.example.nl, as A-labels");
    }
    return domain;
  }

  private static Boolean yesOrNo(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("true or false");
    };
  }

  private static URI baseUrl(String text) {
    String expected =
        "a URL such as https://voorkeur.example.nl, without a path, a query or a slash at the end";
    try {
      URI uri = URI.create(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(expected, malformed);
    }
    throw new IllegalArgumentException(expected);
  }

  private static URI issuer(String text) {
    URI uri = URI.create(text.strip());
    boolean near = "localhost".equals(uri.getHost()) || "127.0.0.1".equals(uri.getHost());
    if (uri.getHost() == null || !("https".equals(uri.getScheme()) || near)) {
      throw new IllegalArgumentException("an https:// address");
    }
    return uri;
  }

  /** The way the installation runs. */
  public enum Mode {
    DEVELOPMENT,
    PRODUCTION;

    static Mode of(String text) {
      for (Mode mode : values()) {
        if (mode.name().equalsIgnoreCase(text.strip())) {
          return mode;
        }
      }
      throw new IllegalArgumentException("development or production");
    }
  }

  /** How the connection to the mail server is protected. */
  public enum SmtpSecurity {
    NONE,
    STARTTLS,
    TLS;

    static SmtpSecurity of(String text) {
      for (SmtpSecurity security : values()) {
        if (security.name().equalsIgnoreCase(text.strip())) {
          return security;
        }
      }
      throw new IllegalArgumentException("none, starttls or tls");
    }
  }

  /** What the portal shows a mail server to be let in. */
  public enum SmtpAuthentication {
    PASSWORD,
    XOAUTH2;

    static SmtpAuthentication of(String text) {
      for (SmtpAuthentication authentication : values()) {
        if (authentication.name().equalsIgnoreCase(text.strip())) {
          return authentication;
        }
      }
      throw new IllegalArgumentException("password or xoauth2");
    }
  }

  /**
   * One of the servers that take our mail.
   *
   * @param port its own, when it has one
   * @param weight how many connections it gets for one of a server with weight 1
   */
  public record MailHost(String name, Optional<Integer> port, int weight) {
    private static final Pattern FORM =
        Pattern.compile(
            "(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]{1,253})(?::(\\d{1,5}))?(?:\\*(\\d{1,3}))?");

    static List<MailHost> list(String text) {
      return Pattern.compile(",").splitAsStream(text).map(MailHost::of).toList();
    }

    static Map<String, List<MailHost>> routes(String text) {
      Map<String, List<MailHost>> routes = new LinkedHashMap<>();
      for (String route : text.split(";")) {
        String[] parts = route.strip().split("=", 2);
        if (parts.length < 2
            || !parts[0].strip().matches("[a-z0-9-]{1,60}")
            || routes.put(parts[0].strip(), list(parts[1])) != null) {
          throw new IllegalArgumentException(
              "slug=servers, several with a semicolon between, each slug once");
        }
      }
      return Map.copyOf(routes);
    }

    private static MailHost of(String text) {
      var form = FORM.matcher(text.strip());
      if (form.matches()) {
        int port = form.group(2) == null ? 1 : Integer.parseInt(form.group(2));
        int weight = form.group(3) == null ? 1 : Integer.parseInt(form.group(3));
        if (port >= 1 && port <= 65535 && weight >= 1 && weight <= 100) {
          return new MailHost(
              form.group(1).replaceAll("[\\[\\]]", ""),
              Optional.ofNullable(form.group(2)).map(Integer::valueOf),
              weight);
        }
      }
      throw new IllegalArgumentException(
          "host, host:port or host:port*weight, several comma separated");
    }
  }

  /**
   * A key and the id that tells it from others. An id that begins with {@code dev} marks a made-up
   * key, which production refuses.
   *
   * @param id letters, digits and hyphens, at most 20
   * @param bytes the key itself
   */
  public record NamedKey(String id, byte[] bytes) {
    private static final String EXPECTED = "id:key with the key in Base64";
    private static final int LEAST_RSA_BITS = 2048;
    private static final String EXPECTED_RSA =
        "selector:key with an RSA key of at least 2048 bits as PKCS#8 DER in Base64";
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9-]{1,20}):([A-Za-z0-9+/_=-]+)");

    public NamedKey {
      bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
      return bytes.clone();
    }

    public boolean isMadeUp() {
      return id.startsWith("dev");
    }

    static NamedKey of(String text) {
      var matcher = FORM.matcher(text.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(EXPECTED);
      }
      String key = matcher.group(2).replace('-', '+').replace('_', '/');
      try {
        return new NamedKey(matcher.group(1), Base64.getDecoder().decode(key));
      } catch (IllegalArgumentException malformed) {
        throw new IllegalArgumentException(EXPECTED, malformed);
      }
    }

    /** A key that DKIM can sign with (RFC 8301 s. 3.2 wants 2048 bits). */
    static NamedKey rsa(String text) {
      try {
        NamedKey key = of(text);
        RSAKey rsa =
            (RSAKey)
                KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key.bytes()));
        if (rsa.getModulus().bitLength() >= LEAST_RSA_BITS) {
          return key;
        }
      } catch (IllegalArgumentException | GeneralSecurityException notAKey) {
        throw new IllegalArgumentException(EXPECTED_RSA, notAKey);
      }
      throw new IllegalArgumentException(EXPECTED_RSA);
    }

    /** A key for the second kind of DKIM signature (RFC 8463). */
    static NamedKey ed25519(String text) {
      String expected = "selector:key with an Ed25519 key as PKCS#8 DER in Base64";
      try {
        NamedKey key = of(text);
        KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(key.bytes()));
        return key;
      } catch (IllegalArgumentException | GeneralSecurityException notAKey) {
        throw new IllegalArgumentException(expected, notAKey);
      }
    }

    static List<NamedKey> list(String text) {
      List<NamedKey> keys = Pattern.compile(",").splitAsStream(text).map(NamedKey::of).toList();
      if (keys.stream().anyMatch(key -> key.bytes().length < 32)) {
        throw new IllegalArgumentException("keys of at least 32 bytes");
      }
      if (keys.stream().map(NamedKey::id).distinct().count() != keys.size()) {
        throw new IllegalArgumentException("keys with different ids");
      }
      return keys;
    }

    /** Names the key, never shows it. */
    @Override
    public String toString() {
      return id;
    }
  }
}
