package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.platform.security.ProofOfWork;

/**
 * Whether a form that asks for mail was filled in by a person, as far as can be told without asking
 * them anything: no faster than anybody types, nothing in a field that nobody sees, and the work
 * done that their browser may be asked for. Who fails gets the same answer, and no mail.
 */
@Named
@RequestScoped
public class ByHand {

  /** Nobody types an address faster. */
  private static final Duration LEAST_TIME = Duration.ofSeconds(2);

  private HttpServletRequest request;
  private ProofOfWork work;
  private Clock clock;
  private String website;

  /** For the container. */
  protected ByHand() {}

  @Inject
  public ByHand(HttpServletRequest request, ProofOfWork work, Clock clock) {
    this.request = request;
    this.work = work;
    this.clock = clock;
  }

  /**
   * Lets the page do what the work takes, where any is asked for.
   *
   * @param framers pages that may show it in a frame
   */
  public void allow(List<String> framers) {
    HeaderFilter.allow(Onward.response(), work.isAsked(), framers);
  }

  /** Whether it seems to be a person. */
  public boolean isLikely() {
    return website == null
        && OriginFilter.formMadeAt(request)
            .filter(made -> !made.isAfter(clock.instant().minus(LEAST_TIME)))
            .isPresent();
  }

  /** Whether the work is done, or none was asked for; limits are tighter without. */
  public boolean isWorked() {
    return work.isDone(Optional.ofNullable(request.getParameter(ProofOfWork.FIELD)));
  }

  /** The field that no person sees. */
  public String getWebsite() {
    return website;
  }

  public void setWebsite(String website) {
    this.website = website;
  }
}
