package nl.voorkeur.preference;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.mailing.SystemMail;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.Recipient;
import nl.voorkeur.recipient.Recipients;

/** Posts fresh links to people who are known. */
@Stateless
public class LinkPost {

  private FreshLinkStore store;
  private Recipients recipients;
  private SystemMail mail;
  private Clock clock;

  /** For the container. */
  public LinkPost() {}

  @Inject
  public LinkPost(Sql sql, Recipients recipients, SystemMail mail, Clock clock) {
    this.store = new FreshLinkStore(sql);
    this.recipients = recipients;
    this.mail = mail;
    this.clock = clock;
  }

  /**
   * Posts a link when somebody has this address; on another thread, so that the answer takes
   * equally long for everybody. When it is lost in a crash, the person asks again.
   */
  @Asynchronous
  @PermitAll
  public void mail(ControllerId controller, EmailAddress address, Language language) {
    recipients
        .find(controller, address)
        .ifPresent(recipient -> mail(recipient, language, Wish.NONE));
  }

  /** Posts a link to this person; it leaves if their mailbox may be mailed at all. */
  @PermitAll
  public void mail(Recipient recipient, Language language, Wish wish) {
    long link = store.add(recipient.id(), wish, clock.instant());
    mail.freshLink(
        recipient.controller(), recipient.id(), recipient.language().orElse(language), link);
  }
}
