package nl.voorkeur.permission;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Optional;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;

/**
 * The opt-out of RFC 8058, which mailbox providers post in bursts: what {@link OptOut} does, for a
 * stranger outside any transaction, so without the cost of an EJB's call.
 */
@ApplicationScoped
public class OneClick {

  private OptOuts optOuts;

  /** For the container. */
  protected OneClick() {}

  @Inject
  public OneClick(Sql sql, Event<OptedOut> told) {
    this.optOuts = new OptOuts(sql, told::fire);
  }

  /**
   * Ends one topic, or without one all marketing of the recipient's controller; for somebody who is
   * out already or was erased nothing is written, which is as good.
   */
  public void withdraw(RecipientId recipient, Optional<TopicId> topic, Provenance provenance) {
    optOuts.append(recipient, topic, LedgerKind.WITHDRAWAL, Optional.empty(), provenance);
  }
}
