package nl.voorkeur.staff;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import nl.voorkeur.kernel.OperatorId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Caller;
import nl.voorkeur.platform.security.Credentials;
import nl.voorkeur.platform.security.Scope;
import nl.voorkeur.platform.token.Seal;

/** Answers the gate about members of staff and tokens, from the database each time. */
@Stateless
@Local(Credentials.class)
@PermitAll
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class StaffCredentials implements Credentials {

  @PersistenceContext private EntityManager entities;
  private TokenStore tokens;
  private GrantStore grants;
  private SecondFactorStore secondFactors;
  private Optional<String> developmentToken;
  private SessionStore sessions;
  private Clock clock;

  /** For the container. */
  public StaffCredentials() {}

  @Inject
  public StaffCredentials(Sql sql, Seal seal, Configuration configuration, Clock clock) {
    this.tokens = new TokenStore(sql);
    this.grants = new GrantStore(sql);
    this.secondFactors = new SecondFactorStore(sql, seal);
    this.sessions = new SessionStore(sql);
    this.developmentToken = configuration.find(Setting.API_TOKEN);
    this.clock = clock;
  }

  @Override
  public Optional<Caller> staff(String actor, String stamp, long session) {
    OperatorId id = operator(actor);
    if (!sessions.goesOn(id, session, clock.instant())) {
      return Optional.empty();
    }
    return new OperatorStore(entities)
        .find(id)
        .filter(Operator::isActive)
        .filter(operator -> operator.stamp().equals(stamp))
        .map(operator -> operator.caller(grants.of(id), secondFactors.isOn(id)));
  }

  @Override
  public long opened(
      Caller caller, Optional<String> browser, Optional<String> network, boolean elsewhere) {
    return sessions.open(operator(caller.actor()), browser, network, elsewhere, clock.instant());
  }

  @Override
  public void renewed(Caller caller, long session) {
    sessions.endOthers(operator(caller.actor()), session, clock.instant());
  }

  @Override
  public void closed(String actor, long session) {
    sessions.end(operator(actor), session, clock.instant());
  }

  private static OperatorId operator(String actor) {
    return new OperatorId(Long.parseLong(actor.substring("staff:".length())));
  }

  @Override
  public Optional<Caller> program(String token) {
    if (developmentToken.filter(known -> same(known, token)).isPresent()) {
      return Optional.of(
          Caller.program("token:development", "development", Scope.all(), Optional.empty()));
    }
    return tokens.inForce(token, clock.instant()).map(ApiToken::caller);
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
