package nl.voorkeur.platform.security;

import static org.apache.commons.codec.digest.HmacAlgorithms.HMAC_SHA_256;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.Sql;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * Work that a browser does before it asks for mail, so that asking for much mail costs much: the
 * first protocol of ALTCHA (SHA-256 of salt and number, signed with HMAC). A challenge holds for
 * two hours, and its solution counts once, on whichever node it comes in. Nothing about the person
 * is in it, nobody else is asked, and nobody is turned away for not having done it: who has no
 * scripts meets tighter limits.
 */
@Named
@ApplicationScoped
public class ProofOfWork {

  /** The name of the hidden field, as ALTCHA's own form field is called. */
  public static final String FIELD = "altcha";

  private static final Duration LIVES = Duration.ofHours(2);
  private static final String ALGORITHM = "SHA-256";

  /** Ends in a delimiter, so that no digit can move between the salt and the number. */
  private static final Pattern SALT = Pattern.compile("[0-9a-f]{24}\\?expires=(\\d{1,12})&");

  private static final int LONGEST = 1000;

  private static final String SPEND =
      "WITH old AS (DELETE FROM spent_work WHERE expires_at < :now)"
          + " INSERT INTO spent_work (challenge, expires_at) VALUES (:challenge, :expires) ON CONFLICT DO NOTHING";

  /** How many times tighter the limits are for who did no work. */
  private static final int TIGHTER = 10;

  private Sql sql;
  private List<NamedKey> keys;
  private int most;
  private SecureRandom random;
  private Clock clock;

  /** For the container. */
  protected ProofOfWork() {}

  @Inject
  public ProofOfWork(Sql sql, Configuration configuration, Clock clock) {
    this(
        sql, configuration.get(Setting.TOKEN_KEYS), configuration.get(Setting.SIGN_UP_WORK), clock);
  }

  ProofOfWork(Sql sql, List<NamedKey> keys, int most, Clock clock) {
    this.sql = sql;
    this.keys = List.copyOf(keys);
    this.most = most;
    this.random = new SecureRandom();
    this.clock = clock;
  }

  /** Whether the forms of this installation ask for it. */
  public boolean isAsked() {
    return most > 0;
  }

  /** A new challenge, as JSON. */
  public String getChallenge() {
    byte[] fresh = new byte[12];
    random.nextBytes(fresh);
    String salt =
        HexFormat.of().formatHex(fresh)
            + "?expires="
            + clock.instant().plus(LIVES).getEpochSecond()
            + "&";
    String challenge = challenge(salt, random.nextInt(most + 1));
    return Json.createObjectBuilder()
        .add("algorithm", ALGORITHM)
        .add("challenge", challenge)
        .add("maxnumber", most)
        .add("salt", salt)
        .add("signature", signature(keys.get(0), challenge))
        .build()
        .toString();
  }

  /**
   * Whether this is the solution of a challenge of ours, in time and for the first time; or whether
   * none is asked for.
   *
   * @param payload what the form posted: JSON in Base64
   */
  public boolean isDone(Optional<String> payload) {
    return !isAsked() || payload.flatMap(ProofOfWork::read).filter(this::isSolved).isPresent();
  }

  /** How often something may be asked for, by who did the work or did not. */
  public static int limit(int usual, boolean worked) {
    return worked ? usual : usual / TIGHTER;
  }

  private boolean isSolved(JsonObject said) {
    String salt = said.getString("salt", "");
    Matcher parts = SALT.matcher(salt);
    if (!ALGORITHM.equals(said.getString("algorithm", "")) || !parts.matches()) {
      return false;
    }
    Instant expires = Instant.ofEpochSecond(Long.parseLong(parts.group(1)));
    String challenge = challenge(salt, said.getInt("number", -1));
    return clock.instant().isBefore(expires)
        && isSame(challenge, said.getString("challenge", ""))
        && keys.stream()
            .anyMatch(key -> isSame(signature(key, challenge), said.getString("signature", "")))
        && isFirst(challenge, expires);
  }

  private boolean isFirst(String challenge, Instant expires) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(SPEND)
                    .bind("challenge", HexFormat.of().parseHex(challenge))
                    .bind("expires", Sql.time(expires))
                    .bind("now", Sql.time(clock.instant()))
                    .execute())
        == 1;
  }

  private static Optional<JsonObject> read(String payload) {
    if (payload.length() > LONGEST) {
      return Optional.empty();
    }
    try (JsonReader reader =
        Json.createReader(new ByteArrayInputStream(Base64.getDecoder().decode(payload)))) {
      return Optional.of(reader.readObject());
    } catch (IllegalArgumentException | JsonException malformed) {
      return Optional.empty();
    }
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String challenge(String salt, int number) {
    return DigestUtils.sha256Hex(salt + number);
  }

  /** With a key that is made for this alone, so that no challenge is ever a token of a link. */
  private static String signature(NamedKey key, String challenge) {
    byte[] own = new HmacUtils(HMAC_SHA_256, key.bytes()).hmac("ALTCHA of the sign-up form");
    return new HmacUtils(HMAC_SHA_256, own).hmacHex(challenge);
  }
}
