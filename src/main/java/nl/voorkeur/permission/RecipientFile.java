package nl.voorkeur.permission;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.TopicControllers;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.OutOfReach;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.recipient.Recipients;

/**
 * What is on record about one recipient, as staff and programs of a controller see it and add to
 * it. Each call names the controller: a recipient or a topic of another is as good as none (promise
 * 7). The person's own pages ask the ledger itself.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class RecipientFile {

  private Recipients recipients;
  private TopicControllers topics;
  private PermissionDecisions decisions;
  private PermissionLedger ledger;
  private ConsentReceipts receipts;
  private OptOut optOut;

  /** For the container. */
  public RecipientFile() {}

  @Inject
  public RecipientFile(
      Recipients recipients,
      TopicControllers topics,
      PermissionDecisions decisions,
      PermissionLedger ledger,
      ConsentReceipts receipts,
      OptOut optOut) {
    this.recipients = recipients;
    this.topics = topics;
    this.decisions = decisions;
    this.ledger = ledger;
    this.receipts = receipts;
    this.optOut = optOut;
  }

  /** How every topic stands for the person, in the order of the catalogue. */
  public List<TopicChoice> choices(ControllerId controller, RecipientId recipient) {
    return decisions.choices(held(controller, recipient));
  }

  /** What holds for the person as a whole. */
  public Standing standing(ControllerId controller, RecipientId recipient) {
    return decisions.standing(held(controller, recipient));
  }

  /** What happened to the person's permissions, newest first. */
  public List<LedgerEntry> history(ControllerId controller, RecipientId recipient) {
    return ledger.history(held(controller, recipient));
  }

  /** What is on record about the person and a topic, as a consent record. */
  public Optional<Map<String, Object>> receipt(
      ControllerId controller, RecipientId recipient, TopicId topic) {
    topics.require(controller, topic);
    return receipts.receipt(held(controller, recipient), topic);
  }

  /** Records consent that was confirmed elsewhere, for some topics or for none of them. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public Map<TopicId, Boolean> consent(
      ControllerId controller, RecipientId recipient, List<TopicId> to, Provenance provenance) {
    RecipientId person = held(controller, recipient);
    to.forEach(topic -> topics.require(controller, topic));
    return to.stream()
        .distinct()
        .collect(
            Collectors.toMap(
                topic -> topic,
                topic ->
                    ledger
                        .record(person, Optional.of(topic), LedgerKind.CONSENT_GIVEN, provenance)
                        .isPresent()));
  }

  /** Ends one topic; the answer to each opt-out is whether an entry was needed for it. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public boolean withdraw(
      ControllerId controller, RecipientId recipient, TopicId topic, Provenance provenance) {
    topics.require(controller, topic);
    return optOut.withdraw(held(controller, recipient), topic, provenance).isPresent();
  }

  /** Ends all marketing of the controller. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public boolean withdrawAll(
      ControllerId controller, RecipientId recipient, Provenance provenance) {
    return optOut.withdrawAll(held(controller, recipient), provenance).isPresent();
  }

  /** The person objects to direct marketing by the controller (GDPR art. 21(3)). */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public boolean object(ControllerId controller, RecipientId recipient, Provenance provenance) {
    return optOut.object(held(controller, recipient), provenance).isPresent();
  }

  private RecipientId held(ControllerId controller, RecipientId recipient) {
    return recipients.find(controller, recipient).orElseThrow(OutOfReach::new).id();
  }
}
