package nl.voorkeur.mailing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.mailing.ControllerKey;
import nl.voorkeur.mailing.SenderDomains;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.mail.DomainCheck.Fault;
import nl.voorkeur.platform.mail.SigningKey.Algorithm;

/**
 * The domain that a controller mails from: what receivers miss in DNS, and the keys that sign its
 * mail. DNS is asked only when somebody asks for it.
 */
@Named
@RequestScoped
public class DomainPage {

  private static final String ADDRESS = "/staff/mailing/domain";
  private static final String CHECK = "check";

  @Inject private SenderDomains domains;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Onward onward;
  @Inject private MailingWords words;

  private List<ControllerKey> keys;
  private List<Fault> faults;

  public String getDomain() {
    return domains.domain(desk.id()).orElseThrow();
  }

  public boolean isKeeping() {
    return domains.canKeepKeys();
  }

  /** What keeps keys safe, once it is set. */
  public String getNeededSetting() {
    return Setting.SECRET_KEYS.variable();
  }

  public List<ControllerKey> getKeys() {
    if (keys == null) {
      keys = domains.keys(desk.id());
    }
    return keys;
  }

  public boolean isPrepared(ControllerKey key) {
    return key.state() == ControllerKey.State.PREPARED;
  }

  public boolean isRetired(ControllerKey key) {
    return key.state() == ControllerKey.State.RETIRED;
  }

  /** Whether the page was asked to look into DNS. */
  public boolean isChecked() {
    return parameters.text(CHECK).isPresent();
  }

  public List<Fault> getFaults() {
    if (faults == null) {
      faults = domains.faults(desk.id());
    }
    return faults;
  }

  public void prepareRsa() {
    prepare(Algorithm.RSA);
  }

  public void prepareEd25519() {
    prepare(Algorithm.ED25519);
  }

  private void prepare(Algorithm algorithm) {
    ControllerKey key = domains.prepare(desk.id(), algorithm);
    onward.to(desk.url(ADDRESS), words.of("key.prepared", key.selector()));
  }

  public void activate(long id) {
    activate(id, false);
  }

  /** Although DNS does not show it; that is kept in the audit trail. */
  public void activateUnseen(long id) {
    activate(id, true);
  }

  private void activate(long id, boolean unseen) {
    Optional<Fault> fault = domains.activate(desk.id(), id, unseen);
    onward.to(
        desk.url(ADDRESS),
        fault
            .map(what -> words.of("key.notSeen") + " " + words.of("domain." + what))
            .orElseGet(() -> words.of("key.activated")));
  }

  public void retire(long id) {
    domains.retire(desk.id(), id);
    onward.to(desk.url(ADDRESS), words.of("key.retired"));
  }
}
