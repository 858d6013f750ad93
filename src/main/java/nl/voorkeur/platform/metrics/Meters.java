package nl.voorkeur.platform.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Stream;

/**
 * The meters of this node; each is made once, by what it measures, and read at {@code /metrics}.
 */
@ApplicationScoped
public class Meters {

  /** From a tenth of the limit that we set ourselves to the patience of a mail provider. */
  private static final double[] SECONDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();

  @PostConstruct
  void watchJava() {
    JvmMetrics.builder().register(registry);
  }

  /**
   * Counts by one label, from 0 for each of its values, so that the first event is a rise.
   *
   * @param name without {@code _total}
   */
  public Counter counter(String name, String help, String label, Stream<String> values) {
    Counter counter = Counter.builder().name(name).help(help).labelNames(label).register(registry);
    values.forEach(value -> counter.initLabelValues(value));
    return counter;
  }

  /** Durations in seconds. */
  public Histogram histogram(String name, String help) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .classicOnly()
        .classicUpperBounds(SECONDS)
        .register(registry);
  }

  /** Numbers that are looked up each time they are asked for. */
  public void add(MultiCollector collector) {
    registry.register(collector);
  }

  /** What writes them in a form that the reader accepts. */
  public ExpositionFormatWriter writer(String accept) {
    return formats.findWriter(accept);
  }

  /** All of them, as they are now. */
  public PrometheusRegistry registry() {
    return registry;
  }
}
