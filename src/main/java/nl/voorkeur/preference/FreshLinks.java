package nl.voorkeur.preference;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.ProofOfWork;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.recipient.AddressKeys;
import nl.voorkeur.recipient.Recipient;
import nl.voorkeur.recipient.Recipients;

/**
 * Links that prove who somebody is: mailed on request, used once, short-lived (requirement 2.16,
 * preference link power). After such a link a choice counts as confirmed (promise 2).
 */
@Stateless
public class FreshLinks {

  /** Links that one address may be mailed in an hour: a link lives shorter than that. */
  private static final int LINKS_OF_AN_ADDRESS = 3;

  /** Links that one network may ask for in an hour. */
  private static final int LINKS_OF_A_NETWORK = 60;

  private FreshLinkStore store;
  private Recipients recipients;
  private AddressKeys keys;
  private LinkPost post;
  private Duration linkLives;
  private Duration passLives;
  private Clock clock;

  /** For the container. */
  public FreshLinks() {}

  @Inject
  public FreshLinks(
      Sql sql,
      Recipients recipients,
      AddressKeys keys,
      LinkPost post,
      Configuration configuration,
      Clock clock) {
    this.store = new FreshLinkStore(sql);
    this.recipients = recipients;
    this.keys = keys;
    this.post = post;
    this.linkLives = Duration.ofMinutes(configuration.get(Setting.LINK_MINUTES));
    this.passLives = Duration.ofMinutes(configuration.get(Setting.PASS_MINUTES));
    this.clock = clock;
  }

  /**
   * Somebody typed an address. Answers nothing, and does the same for a known address and an
   * unknown one; what only a known one gets is done aside, after the answer (ASVS 6.3.8).
   *
   * @param worked whether the browser did the work that the form asks for, if it asks for any
   */
  @PermitAll
  public void ask(
      ControllerId controller,
      EmailAddress address,
      Language language,
      Optional<String> network,
      boolean worked) {
    Instant now = clock.instant();
    int most = ProofOfWork.limit(LINKS_OF_A_NETWORK, worked);
    boolean within = network.map(one -> store.count(one, now) <= most).orElse(true);
    if (store.takeTurn(controller, keys.of(address), now) <= LINKS_OF_AN_ADDRESS && within) {
      post.mail(controller, address, language);
    }
  }

  /**
   * Mails a link to a person whose other link was opened.
   *
   * @param wish what they chose there, kept when they use the link
   * @return false when this address was mailed too many links lately
   */
  @PermitAll
  public boolean ask(RecipientId id, Language language, Wish wish) {
    Instant now = clock.instant();
    Optional<Recipient> recipient = recipients.find(id);
    if (recipient.isEmpty()
        || store.takeTurn(recipient.get().controller(), keys.of(recipient.get().address()), now)
            > LINKS_OF_AN_ADDRESS) {
      return false;
    }
    post.mail(recipient.get(), language, wish);
    return true;
  }

  /** What became of the link; nothing when there is no such link any more. */
  @PermitAll
  public Optional<FreshLink> find(Link link) {
    return store.find(link.subject());
  }

  /** Whether it still opens the person's pages. */
  @PermitAll
  public boolean isOpen(Link link) {
    return isYoung(link, linkLives)
        && find(link).filter(found -> found.usedAt().isEmpty()).isPresent();
  }

  /** Uses the link, once; nothing when that can't be any more. */
  @PermitAll
  public Optional<FreshLink> use(Link link) {
    return isYoung(link, linkLives) ? store.use(link.subject(), clock.instant()) : Optional.empty();
  }

  /** Whether what the holder of this pass says still counts as said by the person. */
  @PermitAll
  public boolean isFresh(Link pass) {
    return isYoung(pass, passLives);
  }

  private boolean isYoung(Link link, Duration lives) {
    return link.issued().plus(lives).isAfter(clock.instant());
  }
}
