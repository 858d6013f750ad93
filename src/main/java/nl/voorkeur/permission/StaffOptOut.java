package nl.voorkeur.permission;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.TopicControllers;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.OutOfReach;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.recipient.Recipients;

/**
 * Opt-outs that people ask for by phone or by letter, recorded by staff (requirement S13g). Like
 * every other one, in force when the method returns (promise 2). There is no way back from here:
 * only the person lifts an opt-out.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class StaffOptOut {

  @Resource private SessionContext session;
  private OptOut optOut;
  private Recipients recipients;
  private TopicControllers topics;
  private Audit audit;

  /** For the container. */
  public StaffOptOut() {}

  @Inject
  public StaffOptOut(OptOut optOut, Recipients recipients, TopicControllers topics, Audit audit) {
    this.optOut = optOut;
    this.recipients = recipients;
    this.topics = topics;
    this.audit = audit;
  }

  /** How the person reached us. */
  public enum Reached {
    PHONE(Route.STAFF_PHONE),
    MAIL(Route.STAFF_MAIL);

    private final Route route;

    Reached(Route route) {
      this.route = route;
    }
  }

  /**
   * Ends one topic.
   *
   * @param reference where the request can be found back, such as a case number; may be empty
   * @return the entry; nothing when it was ended already
   */
  public Optional<LedgerEntry> withdraw(
      ControllerId controller,
      RecipientId recipient,
      TopicId topic,
      Reached reached,
      String reference) {
    begin(controller, recipient, "topic " + topic);
    topics.require(controller, topic);
    return optOut.withdraw(recipient, topic, provenance(reached, reference));
  }

  /** Ends all marketing of the controller. */
  public Optional<LedgerEntry> withdrawAll(
      ControllerId controller, RecipientId recipient, Reached reached, String reference) {
    begin(controller, recipient, "all marketing");
    return optOut.withdrawAll(recipient, provenance(reached, reference));
  }

  /** The person objects to direct marketing by the controller (GDPR art. 21(3)). */
  public Optional<LedgerEntry> object(
      ControllerId controller, RecipientId recipient, Reached reached, String reference) {
    begin(controller, recipient, "objection");
    return optOut.object(recipient, provenance(reached, reference));
  }

  private Provenance provenance(Reached reached, String reference) {
    Provenance provenance = Provenance.by(reached.route, session.getCallerPrincipal().getName());
    return reference.isBlank()
        ? provenance
        : provenance.with(Map.of("reference", reference.strip()));
  }

  /** Somebody of another controller is as good as nobody (promise 7). */
  private void begin(ControllerId controller, RecipientId recipient, String what) {
    recipients.find(controller, recipient).orElseThrow(OutOfReach::new);
    audit.record("OPT_OUT_RECORDED", Optional.of(controller), "recipient " + recipient, what);
  }
}
