package nl.voorkeur.webhook;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Receiver;
import nl.voorkeur.catalogue.ReceiverRegister;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.OfNoController;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.text.Times;
import nl.voorkeur.platform.token.Seal;

/** The programs of a controller that are told, and what they were told. */
@Stateless
public class Webhooks {

  /** What the secrets are sealed for. */
  static final String PURPOSE = "webhook";

  private static final int SECRET_BYTES = 32;

  private WebhookStore store;
  private Seal seal;
  private WebhookUrl urls;
  private Audit audit;
  private SecureRandom random;
  private List<ReceiverRegister> registers;
  private Clock clock;

  /** For the container. */
  public Webhooks() {}

  @Inject
  public Webhooks(
      Sql sql,
      Seal seal,
      Configuration configuration,
      Audit audit,
      @Any Instance<ReceiverRegister> registers,
      Clock clock) {
    this(
        sql,
        seal,
        configuration.get(Setting.WEBHOOK_PRIVATE),
        audit,
        registers.stream().toList(),
        clock);
  }

  Webhooks(
      Sql sql,
      Seal seal,
      boolean privateToo,
      Audit audit,
      List<ReceiverRegister> registers,
      Clock clock) {
    this.registers = registers;
    this.clock = clock;
    this.store = new WebhookStore(sql);
    this.seal = seal;
    this.urls = new WebhookUrl(privateToo);
    this.audit = audit;
    this.random = new SecureRandom();
  }

  /**
   * A program that was added.
   *
   * @param secret to check signatures by; shown this once
   */
  public record Added(long id, String secret) {}

  /** Whether there is a key to seal secrets with. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  @OfNoController
  public boolean isPossible() {
    return seal.isPossible();
  }

  /**
   * Adds a program, which is told of what happens from now on.
   *
   * @return nothing when its address is not one that may be asked
   */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Optional<Added> add(ControllerId controller, String url, WebhookUse use, String actor) {
    if (!urls.isAllowed(url)) {
      return Optional.empty();
    }
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    long id = store.add(controller, url, use, seal.seal(secret, PURPOSE), actor);
    audit.record("WEBHOOK_ADDED", Optional.of(controller), "webhook " + id, "");
    return Optional.of(new Added(id, WebhookSignature.shown(secret)));
  }

  /** Whose programs they may be: of those to whom the controller may hand data. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<Receiver> receivers(ControllerId controller) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), Times.ZONE);
    return registers.stream()
        .flatMap(register -> register.receivers(controller, today).stream())
        .sorted(Comparator.comparing(Receiver::name))
        .toList();
  }

  /** Those in use first. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<Webhook> all(ControllerId controller) {
    return store.all(controller);
  }

  /** Tells a program nothing any more; false when that is so already. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean end(ControllerId controller, long id, String actor) {
    boolean done = store.end(controller, id, actor);
    if (done) {
      audit.record("WEBHOOK_ENDED", Optional.of(controller), "webhook " + id, "");
    }
    return done;
  }

  /**
   * Tells a program again that was disabled, or is left in peace as it fails: it goes on where it
   * stopped. False when it works, or has ended.
   */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean enable(ControllerId controller, long id) {
    boolean done = store.enable(controller, id);
    if (done) {
      audit.record("WEBHOOK_ENABLED", Optional.of(controller), "webhook " + id, "");
    }
    return done;
  }

  /** What came of asking for other batches. */
  public enum Grouping {
    DONE,
    /** There is no such program, or it has ended. */
    NOT_THERE,
    /** Batches wait, and what is told alone could overtake them. */
    BATCHES_WAIT
  }

  /** Tells a program so many events in one message from now on. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Grouping group(ControllerId controller, long id, int atOnce) {
    if (atOnce < 1 || atOnce > WebhookUse.MOST_AT_ONCE) {
      throw new IllegalArgumentException("1 to " + WebhookUse.MOST_AT_ONCE + " events at once");
    }
    Grouping done = store.group(controller, id, atOnce);
    if (done == Grouping.DONE) {
      audit.record(
          "WEBHOOK_CHANGED", Optional.of(controller), "webhook " + id, "at once " + atOnce);
    }
    return done;
  }

  /** What a program was told in the last month, newest first. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<WebhookMessage> messages(
      ControllerId controller, long webhook, WebhookMessage.Wanted wanted, int limit) {
    return store.messages(controller, webhook, wanted, limit);
  }

  /** Tells a message once more; false when it waits anyway, or is not there. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean replay(ControllerId controller, long message) {
    boolean done = store.replay(controller, message);
    if (done) {
      audit.record("WEBHOOK_REPLAYED", Optional.of(controller), "message " + message, "");
    }
    return done;
  }

  /**
   * Tells messages once more, in their order and each under its own id.
   *
   * @return how many; those that wait anyway are not among them
   */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public int replay(ControllerId controller, long webhook, WebhookMessage.Wanted wanted) {
    int again = store.replay(controller, webhook, wanted);
    if (again > 0) {
      audit.record(
          "WEBHOOK_REPLAYED", Optional.of(controller), "webhook " + webhook, again + " messages");
    }
    return again;
  }
}
