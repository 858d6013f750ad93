package nl.voorkeur.monitoring;

import io.prometheus.metrics.core.metrics.Counter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.stream.Stream;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.permission.OptedOut;
import nl.voorkeur.permission.Route;
import nl.voorkeur.platform.metrics.Meters;

/** Counts what the gate answers and how people say no. */
@ApplicationScoped
public class Watch {

  private static final String PERMITTED = "PERMITTED";

  private Counter answers;
  private Counter optOuts;

  /** For the container. */
  protected Watch() {}

  @Inject
  public Watch(Meters meters) {
    answers =
        meters.counter(
            "voorkeur_gate_answers",
            "What the gate answered right before a message, PERMITTED or the reason against it.",
            "reason",
            Stream.concat(Stream.of(PERMITTED), Arrays.stream(Denial.values()).map(Denial::name)));
    optOuts =
        meters.counter(
            "voorkeur_opt_outs",
            "Withdrawals, objections and complaints that were written down, by the way they came.",
            "route",
            Arrays.stream(Route.values()).map(Route::name));
  }

  /** Made at the start, so that a monitor sees each count from 0. */
  void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {}

  void answered(Decision decision) {
    String reason = decision.fold(yes -> PERMITTED, no -> no.reason().name());
    answers.labelValues(reason).inc();
  }

  void saidNo(@Observes OptedOut said) {
    optOuts.labelValues(said.route().name()).inc();
  }
}
