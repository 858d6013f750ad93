package nl.voorkeur.mailing;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Role;

/**
 * Opens and clicks. They are kept only where the controller switched that on and the person agrees
 * at the moment that it happens, so that who takes that back is not seen by mails of before either
 * (GDPR art. 7(3); Telecommunicatiewet art. 11.7a). A link leads on whatever is kept.
 */
@Stateless
public class MailingResponses {

  private ResponseStore store;
  private int days;

  /** For the container. */
  public MailingResponses() {}

  @Inject
  public MailingResponses(Sql sql, Configuration configuration) {
    this.store = new ResponseStore(sql);
    this.days = configuration.get(Setting.RESPONSE_DAYS);
  }

  /** Where a link leads: only to what stands in that very mailing. */
  @PermitAll
  public Optional<String> target(MailingId mailing, long link) {
    return store.target(mailing, link);
  }

  /** Somebody followed a link. */
  @PermitAll
  public void clicked(MailingId mailing, RecipientId recipient, long link) {
    store.keep(mailing, recipient, Optional.of(link), days);
  }

  /** Somebody opened the mail. */
  @PermitAll
  public void opened(MailingId mailing, RecipientId recipient) {
    store.keep(mailing, recipient, Optional.empty(), days);
  }

  /** How a mailing was received, in numbers. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Responses of(ControllerId controller, MailingId mailing) {
    return store.of(controller, mailing);
  }
}
