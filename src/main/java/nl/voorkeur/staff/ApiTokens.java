package nl.voorkeur.staff;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.InstallationWide;
import nl.voorkeur.platform.security.KnownPrograms;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.security.Scope;

/** The tokens with which programs use the API, for the administrator. */
@Stateless
@RolesAllowed(Role.ADMINISTRATOR)
@InstallationWide
public class ApiTokens {

  /** Tells a token that lies about for what it is, so that scanners of code find it. */
  static final String PREFIX = "voorkeur_";

  private static final int BYTES = 32;

  @Resource private SessionContext session;
  private TokenStore store;
  private GrantStore grants;
  private KnownPrograms programs;
  private Audit audit;
  private Clock clock;

  /** For the container. */
  public ApiTokens() {}

  @Inject
  public ApiTokens(Sql sql, KnownPrograms programs, Audit audit, Clock clock) {
    this.store = new TokenStore(sql);
    this.grants = new GrantStore(sql);
    this.programs = programs;
    this.audit = audit;
    this.clock = clock;
  }

  /** Newest first, those no longer in force too. */
  public List<ApiToken> all() {
    return store.all();
  }

  /** The controllers that a token may be for. */
  public List<Place> places() {
    return grants.places();
  }

  /**
   * Makes a token.
   *
   * @param label what it is for
   * @param controller the one that it is for; nothing is all of them
   * @param expiresAt when it ends by itself
   * @return the token, kept nowhere; nothing when one with that label is in force
   */
  public Optional<String> make(
      String label,
      Set<Scope> scopes,
      Optional<ControllerId> controller,
      Optional<Instant> expiresAt) {
    Instant now = clock.instant();
    if (store.all().stream().anyMatch(t -> t.label().equals(label) && t.isInForce(now))) {
      return Optional.empty();
    }
    String token = random();
    ApiToken made =
        store.add(
            label,
            scopes,
            controller,
            token,
            session.getCallerPrincipal().getName(),
            now,
            expiresAt);
    audit.record(
        "TOKEN_MADE",
        controller,
        "token " + made.id(),
        scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(", ")));
    return Optional.of(token);
  }

  /** Ends a token; calls with it are refused from now on ({@link KnownPrograms}). */
  public void revoke(long id) {
    if (store.revoke(id, clock.instant())) {
      programs.forget();
      audit.record("TOKEN_REVOKED", Optional.empty(), "token " + id, "");
    }
  }

  static String random() {
    byte[] bits = new byte[BYTES];
    new SecureRandom().nextBytes(bits);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}
