package nl.voorkeur.permission.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.permission.Route;
import nl.voorkeur.permission.Suppression;
import nl.voorkeur.permission.Suppressions;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.staff.Colleagues;

/** Addresses and domains that must not be mailed: set one, see all, lift what staff set. */
@Named
@RequestScoped
public class SuppressionsPage {

  private static final int SIZE = 50;
  private static final long LAST = 1_000_000;
  private static final int LONGEST_REASON = 300;
  private static final String PATH = "/staff/recipient/suppressions";

  @Inject private Suppressions suppressions;
  @Inject private Colleagues colleagues;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private DeskText say;

  private String what;
  private String reason;
  private Route reached = Route.STAFF_MAIL;
  private boolean everywhere;
  private List<Suppression> all;
  private List<Suppression> found;
  private long liftedId;
  private String liftReason;

  public List<Suppression> getAll() {
    if (all == null) {
      all = found().stream().limit(SIZE).toList();
    }
    return all;
  }

  private List<Suppression> found() {
    if (found == null) {
      found = suppressions.list(desk.id(), (int) ((getPage() - 1) * SIZE), SIZE + 1);
    }
    return found;
  }

  /** Whether there are older ones. */
  public boolean isMore() {
    return found().size() > SIZE;
  }

  public long getPage() {
    return Math.min(parameters.number("page").orElse(1L), LAST);
  }

  /** What is suppressed: a domain by name, an address without showing it. */
  public String name(Suppression one) {
    return one.domain().map(domain -> "@" + domain).orElseGet(() -> say.of("suppression.address"));
  }

  public String scope(Suppression one) {
    return say.of(one.controller().isPresent() ? "suppression.here" : "suppression.everywhere");
  }

  public String who(Suppression one) {
    return colleagues.name(one.actor()).orElse(one.actor());
  }

  /**
   * Takes an address, or a domain with or without the sign before it; with a dot or {@code *.}
   * before it, the domains below it too.
   */
  public void suppress() {
    checkReason("reason", reason);
    boolean domain = what != null && what.strip().lastIndexOf('@') <= 0;
    EmailAddress address = parse(domain ? "a@" + bare() : what);
    if (problems.isAny()) {
      return;
    }
    boolean added = domain ? addDomain(below() + address.domain()) : addAddress(address);
    onward.to(desk.url(PATH), say.of(added ? "suppression.done" : "suppression.already"));
  }

  private String bare() {
    return what.strip().replaceFirst("^@?(\\*?\\.)?", "");
  }

  private String below() {
    return what.strip().matches("@?\\*?\\..*") ? "*." : "";
  }

  private EmailAddress parse(String text) {
    return EmailAddress.parse(text == null ? "" : text)
        .fold(
            address -> address,
            fault -> {
              problems.add("what", say.reason("address." + fault));
              return null;
            });
  }

  private boolean addDomain(String domain) {
    return everywhere
        ? suppressions.suppressDomainEverywhere(domain, reason.strip(), reached)
        : suppressions.suppressDomain(desk.id(), domain, reason.strip(), reached);
  }

  private boolean addAddress(EmailAddress address) {
    return everywhere
        ? suppressions.suppressEverywhere(address, reason.strip(), reached)
        : suppressions.suppress(desk.id(), address, reason.strip(), reached);
  }

  /** Lifts the one that was chosen, for the reason given. */
  public void lift() {
    checkReason("liftReason", liftReason);
    if (problems.isAny()) {
      return;
    }
    boolean here =
        suppressions.find(desk.id(), liftedId).flatMap(Suppression::controller).isPresent();
    boolean lifted =
        here
            ? suppressions.lift(desk.id(), liftedId, liftReason.strip())
            : suppressions.liftEverywhere(liftedId, liftReason.strip());
    onward.to(desk.url(PATH), say.of(lifted ? "suppression.lifted" : "stale"));
  }

  private void checkReason(String field, String text) {
    if (text == null || text.isBlank() || text.length() > LONGEST_REASON) {
      problems.add(field, say.of("text.missing"));
    }
  }

  /** The one that the page asks about before it lifts it. */
  public Optional<Suppression> getAsked() {
    return parameters
        .number("lift")
        .flatMap(id -> suppressions.find(desk.id(), id))
        .filter(Suppression::isLiftable);
  }

  public boolean isAsking() {
    return getAsked().isPresent();
  }

  public long getLiftedId() {
    return getAsked().map(Suppression::id).orElse(liftedId);
  }

  public void setLiftedId(long liftedId) {
    this.liftedId = liftedId;
  }

  public String getLiftReason() {
    return liftReason;
  }

  public void setLiftReason(String liftReason) {
    this.liftReason = liftReason;
  }

  public String getWhat() {
    return what;
  }

  public void setWhat(String what) {
    this.what = what;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }

  public Route getReached() {
    return reached;
  }

  public void setReached(Route reached) {
    this.reached = reached;
  }

  public boolean isEverywhere() {
    return everywhere;
  }

  public void setEverywhere(boolean everywhere) {
    this.everywhere = everywhere;
  }
}
