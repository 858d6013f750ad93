package nl.voorkeur.platform.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which settings are taken, and the sentence for each that isn't. */
class ConfigurationTest {

  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final String SHORT_KEY = Base64.getEncoder().encodeToString(new byte[31]);

  private record Fault(String variable, String text, String expected) {}

  @Test
  void developmentNeedsNothing() {
    Configuration configuration = Configuration.read(property -> null);
    assertTrue(configuration.isDevelopment());
    assertEquals(8080, configuration.get(Setting.HTTP_PORT));
    assertEquals(URI.create("http://localhost:8080"), configuration.get(Setting.BASE_URL));
    assertTrue(configuration.find(Setting.DB_URL).isEmpty());
  }

  @Test
  void theBaseUrlOfDevelopmentFollowsThePort() {
    assertEquals(
        URI.create("http://localhost:9090"),
        Configuration.read(Map.of("voorkeur.http.port", " 9090 ")::get).get(Setting.BASE_URL));
  }

  @Test
  void anEmptyValueIsAsGoodAsNone() {
    assertEquals(
        25, Configuration.read(Map.of("voorkeur.smtp.port", " ")::get).get(Setting.SMTP_PORT));
  }

  @TestFactory
  Stream<DynamicTest> everyFaultHasItsSentenceAndShowsNoValue() {
    String number = "a whole number from ";
    String key = "id:key with the key in Base64";
    String rsa = "selector:key with an RSA key of at least 2048 bits as PKCS#8 DER in Base64";
    String url =
        "a URL such as https://voorkeur.example.nl, without a path, a query or a slash at the end";
    return Stream.of(
            new Fault("VOORKEUR_MODE", "staging-x", "development or production"),
            new Fault("VOORKEUR_HTTP_PORT", "80a80", number + "0 to 65535"),
            new Fault("VOORKEUR_HTTP_PORT", "65536", number + "0 to 65535"),
            new Fault("VOORKEUR_HTTP_ADDRESS", "a".repeat(101), "a text of 1 to 100 characters"),
            new Fault("VOORKEUR_DATA_DIR", "da\0ta", "the path of a folder"),
            new Fault("VOORKEUR_BASE_URL", "https://voorkeur.example.nl/", url),
            new Fault("VOORKEUR_BASE_URL", "ftp://voorkeur.example.org", url),
            new Fault("VOORKEUR_BASE_URL", "https://me:secret@example.org", url),
            new Fault("VOORKEUR_BASE_URL", "https://voorkeur example.org", url),
            new Fault(
                "VOORKEUR_DB_URL",
                "jdbc:mysql://geheim",
                "a URL that begins with jdbc:postgresql:"),
            new Fault("VOORKEUR_SMTP_SECURITY", "ssl-please", "none, starttls or tls"),
            new Fault("VOORKEUR_SMTP_CONNECTIONS", "65", number + "1 to 64"),
            new Fault("VOORKEUR_ADMIN_PASSWORD", "hunter2!", "a text of 12 to 200 characters"),
            new Fault("VOORKEUR_API_TOKEN", "geheim-token", "a text of 16 to 200 characters"),
            new Fault("VOORKEUR_METRICS_TOKEN", "geheim-token", "a text of 16 to 200 characters"),
            new Fault("VOORKEUR_TOKEN_KEYS", "geheim", key),
            new Fault("VOORKEUR_TOKEN_KEYS", "k1:ge=heim", key),
            new Fault("VOORKEUR_TOKEN_KEYS", "k1:" + SHORT_KEY, "keys of at least 32 bytes"),
            new Fault(
                "VOORKEUR_ADDRESS_KEYS", "k1:" + KEY + ",k1:" + KEY, "keys with different ids"),
            new Fault("VOORKEUR_DKIM_KEY", "s1:" + KEY, rsa),
            new Fault("VOORKEUR_DKIM_KEY", "s1:" + rsaKey(1024), rsa),
            new Fault("VOORKEUR_CONFIRM_DAYS", "31", number + "1 to 30"),
            new Fault("VOORKEUR_EXPORT_HOURS", "-1", number + "1 to 168"))
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.variable() + " " + fault.expected(),
                    () -> {
                      String message = refusal(Map.of(property(fault.variable()), fault.text()));
                      assertEquals(
                          fault.variable() + " must be " + fault.expected() + ".", message);
                      assertFalse(message.contains(fault.text()));
                    }));
  }

  @Test
  void allFaultsAreToldAtOnce() {
    Map<String, String> settings = production();
    settings.put("voorkeur.http.port", "none");
    settings.put("voorkeur.dkim.key", "none");
    settings.remove("voorkeur.db.url");
    assertEquals(
        List.of(
            "VOORKEUR_HTTP_PORT must be a whole number from 0 to 65535.",
            "VOORKEUR_DKIM_KEY must be selector:key with an RSA key of at least 2048 bits as PKCS#8"
                + " DER in Base64.",
            "VOORKEUR_DB_URL is missing; production needs it."),
        refusal(settings).lines().toList());
  }

  @Test
  void productionRefusesAShortTokenForTheMetrics() {
    Map<String, String> settings = production();
    settings.put("voorkeur.metrics.token", "0123456789abcdef0123456789abcde");
    assertEquals(
        "VOORKEUR_METRICS_TOKEN must have at least 32 characters in production.",
        refusal(settings));
  }

  @Test
  void productionStartsWhenAllIsConfigured() {
    Configuration configuration = Configuration.read(production()::get);
    assertFalse(configuration.isDevelopment());
    assertEquals("k1", configuration.get(Setting.TOKEN_KEYS).get(0).id());
  }

  @TestFactory
  Stream<DynamicTest> productionNeedsEachOfThese() {
    return Stream.of(
            "VOORKEUR_BASE_URL",
            "VOORKEUR_DB_URL",
            "VOORKEUR_SMTP_HOST",
            "VOORKEUR_TOKEN_KEYS",
            "VOORKEUR_ADDRESS_KEYS",
            "VOORKEUR_DKIM_KEY")
        .map(
            variable ->
                DynamicTest.dynamicTest(
                    variable,
                    () -> {
                      Map<String, String> settings = production();
                      settings.remove(property(variable));
                      assertEquals(
                          variable + " is missing; production needs it.", refusal(settings));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> productionRefusesWhatIsForDevelopment() {
    return Stream.of(
            new Fault(
                "VOORKEUR_BASE_URL",
                "http://voorkeur.example.nl",
                " must begin with https:// in production."),
            new Fault(
                "VOORKEUR_API_TOKEN",
                "dev-token-with-all-scopes",
                " is for development only; make tokens on the staff pages."),
            new Fault(
                "VOORKEUR_TOKEN_KEYS",
                "k1:" + KEY + ",dev-1a2b:" + KEY,
                " holds a development key; make your own."),
            new Fault(
                "VOORKEUR_ADDRESS_KEYS",
                "dev-1a2b:" + KEY,
                " holds a development key; make your own."),
            new Fault(
                "VOORKEUR_DKIM_KEY",
                "dev:" + rsaKey(2048),
                " holds a development key; make your own."),
            new Fault("VOORKEUR_SMTP_USER", "voorkeur", "'s password would travel in the clear."))
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.variable(),
                    () -> {
                      Map<String, String> settings = production();
                      settings.put(property(fault.variable()), fault.text());
                      String message = refusal(settings);
                      assertTrue(message.endsWith(fault.variable() + fault.expected()), message);
                      assertFalse(message.contains(fault.text()));
                    }));
  }

  @Test
  void aKeyNamesItselfAndShowsNothing() {
    assertEquals("k1", NamedKey.of("k1:" + KEY).toString());
  }

  @Test
  void everySettingHasItsOwnNameAndTellsWhatItMeans() {
    assertEquals(
        Setting.all().size(), Setting.all().stream().map(Setting::variable).distinct().count());
    for (Setting<?> setting : Setting.all()) {
      assertTrue(setting.variable().startsWith("VOORKEUR_"), setting.variable());
      assertTrue(setting.description().endsWith("."), setting.variable());
      assertFalse(setting.isSecret() && !setting.defaultText().isEmpty(), setting.variable());
    }
  }

  private static String property(String variable) {
    return Setting.all().stream()
        .filter(setting -> setting.variable().equals(variable))
        .findFirst()
        .orElseThrow()
        .property();
  }

  private static String refusal(Map<String, String> settings) {
    return assertThrows(Configuration.Refused.class, () -> Configuration.read(settings::get))
        .getMessage();
  }

  private static Map<String, String> production() {
    return new HashMap<>(
        Map.of(
            "voorkeur.mode", "production",
            "voorkeur.base.url", "https://voorkeur.example.nl",
            "voorkeur.db.url", "jdbc:postgresql://db/voorkeur",
            "voorkeur.smtp.host", "mail.example.nl",
            "voorkeur.token.keys", "k1:" + KEY,
            "voorkeur.address.keys", "a1:" + KEY,
            "voorkeur.dkim.key", "s1:" + rsaKey(2048)));
  }

  private static String rsaKey(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return Base64.getEncoder()
          .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
