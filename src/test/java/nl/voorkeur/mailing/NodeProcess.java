package nl.voorkeur.mailing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nl.voorkeur.ChildJvm;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.persistence.PooledDatabase;
import nl.voorkeur.platform.persistence.TestDatabase;

/**
 * A node that only sends, in a process of its own, so that it can be killed and stopped: the real
 * worker with the real stores, kept alive as {@link MailingDispatch} does it, without the container
 * around it.
 */
final class NodeProcess implements AutoCloseable {

  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Process process;

  private NodeProcess(Process process) {
    this.process = process;
  }

  static NodeProcess start(TestDatabase.Place database, int smtpPort, int connections) {
    return new NodeProcess(
        ChildJvm.start(
            NodeProcess.class,
            Integer.toString(database.port()),
            database.name(),
            Integer.toString(smtpPort),
            Integer.toString(connections)));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void kill9() {
    process.destroyForcibly();
    process.onExit().join();
  }

  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill9();
  }

  /** Ends when its parent does. */
  public static void main(String[] arguments) {
    ChildJvm.endWithParent();
    DispatchFixture house =
        new DispatchFixture(
            PooledDatabase.over(
                new TestDatabase.Place(Integer.parseInt(arguments[0]), arguments[1]).open()));
    Configuration configuration =
        Configuration.read(
            property ->
                switch (property) {
                  case "voorkeur.smtp.host" -> "127.0.0.1";
                  case "voorkeur.smtp.port" -> arguments[2];
                  case "voorkeur.base.url" -> "https://voorkeur.example";
                  case "voorkeur.token.keys", "voorkeur.address.keys" ->
                      "test:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
                  default -> null;
                });
    int connections = Integer.parseInt(arguments[3]);
    DispatchWorker worker = house.worker(configuration, DispatchFixture.AT_ONCE);
    Set<UUID> workers = ConcurrentHashMap.newKeySet();
    while (true) {
      try {
        house.deliveries.renew(List.copyOf(workers), LEASE);
        house.deliveries.recover();
        while (!house.deliveries.underway().isEmpty() && workers.size() < connections) {
          UUID id = UUID.randomUUID();
          workers.add(id);
          house.deliveries.renew(Set.of(id), LEASE);
          new Thread(() -> work(worker, workers, id)).start();
        }
      } catch (RuntimeException outage) {
        // the next tick tries again
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  private static void work(DispatchWorker worker, Set<UUID> workers, UUID id) {
    try {
      worker.run(id, () -> false);
    } catch (RuntimeException outage) {
      // another takes over
    } finally {
      workers.remove(id);
    }
  }
}
