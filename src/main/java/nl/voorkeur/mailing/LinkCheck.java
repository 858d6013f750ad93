package nl.voorkeur.mailing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/**
 * Follows the links of a mailing when somebody presses for it, and at no other time: the portal
 * asks nobody anything by itself (promise 8).
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LinkCheck {

  /** More links than anybody reads; the others are not asked. */
  private static final int MOST = 50;

  private MailingStore mailings;
  private Audit audit;
  private LinkProbe probe;

  /** For the container. */
  public LinkCheck() {}

  @Inject
  public LinkCheck(Sql sql, Audit audit) {
    this(sql, audit, new LinkProbe());
  }

  LinkCheck(Sql sql, Audit audit, LinkProbe probe) {
    this.mailings = new MailingStore(sql);
    this.audit = audit;
    this.probe = probe;
  }

  /** How the links of all its texts answer, each asked once. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public List<CheckedLink> check(ControllerId controller, MailingId id) {
    Optional<Job> job =
        mailings.find(controller, id).flatMap(mailing -> mailings.job(mailing.id()));
    if (job.isEmpty()) {
      return List.of();
    }
    audit.record("MAILING_LINKS_CHECKED", Optional.of(controller), "mailing " + id, "");
    return probe.ask(
        job.get().editions().values().stream()
            .map(Edition::text)
            .flatMap(
                text ->
                    Links.in(LetterWriter.content(text, Slots.of(text), Pictures.none()).document())
                        .stream())
            .filter(Links::isOnTheWeb)
            .distinct()
            .limit(MOST)
            .toList());
  }
}
