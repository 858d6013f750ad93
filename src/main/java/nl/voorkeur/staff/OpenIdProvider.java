package nl.voorkeur.staff;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;

/**
 * The provider at which staff may sign in (OpenID Connect Core 1.0 s. 3.1, code flow with PKCE, RFC
 * 7636). What it is like is read from the provider itself (OpenID Connect Discovery 1.0), again
 * after a failure.
 */
@ApplicationScoped
public class OpenIdProvider {

  private static final Logger LOG = Logger.getLogger(OpenIdProvider.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Signatures with a key pair only: a shared secret proves nothing to anybody else. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private Optional<URI> issuer;
  private String clientId;
  private String clientSecret;
  private String back;
  private volatile Endpoints endpoints;

  /** For the container. */
  protected OpenIdProvider() {}

  @Inject
  public OpenIdProvider(Configuration configuration) {
    this.issuer = configuration.find(Setting.OPENID_ISSUER);
    this.clientId = configuration.find(Setting.OPENID_CLIENT).orElse("");
    this.clientSecret = configuration.find(Setting.OPENID_SECRET).orElse("");
    this.back = configuration.get(Setting.BASE_URL) + "/staff/oidc/back";
  }

  /** Where the provider does what, and its keys. */
  private record Endpoints(
      String issuer, URI authorization, URI token, JWKSource<SecurityContext> keys) {}

  /**
   * Somebody as the provider knows them.
   *
   * @param verifiedEmail their address, when the provider made sure that it is theirs
   */
  public record Identity(String issuer, String subject, Optional<String> verifiedEmail) {}

  public boolean isConfigured() {
    return issuer.isPresent() && !clientId.isEmpty();
  }

  /** Where the browser goes to sign in; nothing when the provider does not answer. */
  public Optional<URI> signIn(OpenIdTry one) {
    return endpoints()
        .map(
            known ->
                URI.create(
                    known.authorization()
                        + (known.authorization().getQuery() == null ? "?" : "&")
                        + form(
                            Map.of(
                                "response_type",
                                "code",
                                "client_id",
                                clientId,
                                "redirect_uri",
                                back,
                                "scope",
                                "openid email",
                                "state",
                                one.state(),
                                "nonce",
                                one.nonce(),
                                "code_challenge",
                                one.challenge(),
                                "code_challenge_method",
                                "S256"))));
  }

  /** Who signed in; nothing when the provider does not vouch for it. */
  public Optional<Identity> identify(OpenIdTry one, String code) {
    return endpoints().flatMap(known -> token(known, one, code).flatMap(t -> read(known, one, t)));
  }

  private Optional<String> token(Endpoints known, OpenIdTry one, String code) {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("grant_type", "authorization_code");
    asked.put("code", code);
    asked.put("redirect_uri", back);
    asked.put("code_verifier", one.verifier());
    String pair = encoded(clientId) + ":" + encoded(clientSecret);
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return send(HttpRequest.newBuilder(known.token())
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(asked))))
        .map(answer -> answer.getString("id_token", ""))
        .filter(token -> !token.isEmpty());
  }

  /** OpenID Connect Core 1.0 s. 3.1.3.7: signature, issuer, audience, time, nonce. */
  private Optional<Identity> read(Endpoints known, OpenIdTry one, String token) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, known.keys()));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            clientId,
            new JWTClaimsSet.Builder().issuer(known.issuer()).claim("nonce", one.nonce()).build(),
            Set.of("sub", "iat", "exp")));
    try {
      JWTClaimsSet claims = processor.process(token, null);
      boolean verified = Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"));
      return Optional.of(
          new Identity(
              known.issuer(),
              claims.getSubject(),
              Optional.ofNullable(claims.getStringClaim("email")).filter(email -> verified)));
    } catch (ParseException | BadJOSEException | JOSEException refused) {
      LOG.log(Level.WARNING, "id token refused: {0}", refused.getClass().getName());
      return Optional.empty();
    }
  }

  private Optional<Endpoints> endpoints() {
    if (endpoints == null && isConfigured()) {
      String base = issuer.orElseThrow().toString();
      endpoints =
          send(HttpRequest.newBuilder(
                      URI.create(base.replaceAll("/$", "") + "/.well-known/openid-configuration"))
                  .GET())
              .filter(found -> found.getString("issuer", "").equals(base))
              .map(OpenIdProvider::endpoints)
              .orElse(null);
    }
    return Optional.ofNullable(endpoints);
  }

  private static Endpoints endpoints(JsonObject found) {
    try {
      return new Endpoints(
          found.getString("issuer"),
          URI.create(found.getString("authorization_endpoint")),
          URI.create(found.getString("token_endpoint")),
          JWKSourceBuilder.<SecurityContext>create(URI.create(found.getString("jwks_uri")).toURL())
              .retrying(true)
              .build());
    } catch (MalformedURLException e) {
      throw new IllegalStateException("the provider's keys have no address", e);
    }
  }

  private Optional<JsonObject> send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          client.send(
              request.timeout(PATIENCE).header("Accept", "application/json").build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        return Optional.of(Json.createReader(new StringReader(answer.body())).readObject());
      }
      LOG.log(Level.WARNING, "the OpenID provider answered {0}", answer.statusCode());
    } catch (IOException | JsonException failure) {
      LOG.log(Level.WARNING, "the OpenID provider is not there: {0}", failure.getClass().getName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
