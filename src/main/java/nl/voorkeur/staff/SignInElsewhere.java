package nl.voorkeur.staff;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Locale;
import java.util.Optional;
import nl.voorkeur.kernel.OperatorId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Caller;
import nl.voorkeur.staff.OpenIdProvider.Identity;

/**
 * Lets in who signed in at the provider and has an account here: nobody gets one by signing in. The
 * first time they are known by their verified address, then by the provider's own name for them.
 */
@Stateless
public class SignInElsewhere {

  @PersistenceContext private EntityManager entities;
  private Sql sql;
  private AuditStore trail;

  /** For the container. */
  public SignInElsewhere() {}

  @Inject
  public SignInElsewhere(Sql sql) {
    this.sql = sql;
    this.trail = new AuditStore(sql);
  }

  /** Nothing when nobody here is known by that identity, or their account is closed. */
  @PermitAll
  public Optional<Caller> signIn(Identity identity) {
    Optional<Operator> operator =
        known(identity)
            .or(() -> bind(identity))
            .flatMap(id -> new OperatorStore(entities).find(new OperatorId(id)))
            .filter(Operator::isActive);
    trail.append(
        operator.map(Operator::actor).orElse("anonymous"),
        operator.isPresent() ? "SIGNED_IN" : "SIGN_IN_FAILED",
        Optional.empty(),
        operator.map(found -> "operator " + found.id()).orElse(""),
        "OpenID Connect");
    return operator.map(Operator::caller);
  }

  private Optional<Long> known(Identity identity) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT operator_id FROM operator_identity WHERE issuer = :issuer AND subject = :subject")
                .bind("issuer", identity.issuer())
                .bind("subject", identity.subject())
                .mapTo(Long.class)
                .findOne());
  }

  /** Once for each account: who has the address later is somebody else. */
  private Optional<Long> bind(Identity identity) {
    return identity
        .verifiedEmail()
        .map(email -> email.toLowerCase(Locale.ROOT))
        .flatMap(
            email ->
                sql.with(
                    handle ->
                        handle
                            .createQuery(
                                "INSERT INTO operator_identity (issuer, subject, operator_id)"
                                    + " SELECT :issuer, :subject, id FROM operator WHERE email = :email AND active"
                                    + " ON CONFLICT DO NOTHING RETURNING operator_id")
                            .bind("issuer", identity.issuer())
                            .bind("subject", identity.subject())
                            .bind("email", email)
                            .mapTo(Long.class)
                            .findOne()));
  }
}
