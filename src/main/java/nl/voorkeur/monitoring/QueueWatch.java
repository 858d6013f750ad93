package nl.voorkeur.monitoring;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.voorkeur.platform.metrics.Meters;
import nl.voorkeur.platform.persistence.Sql;

/**
 * What waits and what runs, over all nodes, read from the database at each scrape: by one statement
 * that reads partial indexes only. While the database is away, the metrics say just that.
 */
@Singleton
@Startup
@DependsOn("Migration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class QueueWatch {

  private Sql sql;
  private Meters meters;

  /** For the container. */
  public QueueWatch() {}

  @Inject
  public QueueWatch(Sql sql, Meters meters) {
    this.sql = sql;
    this.meters = meters;
  }

  @PostConstruct
  void begin() {
    meters.add((MultiCollector) this::collect);
  }

  private record Line(String metric, String help, String label, String value, double number) {}

  /** Every number of this moment. */
  @PermitAll
  public MetricSnapshots collect() {
    Map<String, List<Line>> metrics = new LinkedHashMap<>();
    List<Line> lines = new ArrayList<>();
    double up = 1;
    try {
      lines.addAll(read());
    } catch (RuntimeException unreachable) {
      up = 0;
    }
    lines.add(
        new Line("voorkeur_database_up", "1 while the database answers, else 0.", "", "", up));
    lines.forEach(line -> metrics.computeIfAbsent(line.metric(), n -> new ArrayList<>()).add(line));
    return new MetricSnapshots(metrics.values().stream().map(QueueWatch::gauge).toList());
  }

  private List<Line> read() {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(QueueWatch.class, "queues"))
                .map(
                    (row, context) ->
                        new Line(
                            row.getString("metric"),
                            row.getString("help"),
                            row.getString("label"),
                            row.getString("value"),
                            row.getDouble("number")))
                .list());
  }

  private static MetricSnapshot gauge(List<Line> lines) {
    GaugeSnapshot.Builder gauge =
        GaugeSnapshot.builder().name(lines.get(0).metric()).help(lines.get(0).help());
    lines.forEach(
        line ->
            gauge.dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(
                        line.label().isEmpty()
                            ? Labels.EMPTY
                            : Labels.of(line.label(), line.value()))
                    .value(line.number())
                    .build()));
    return gauge.build();
  }
}
