package nl.voorkeur.platform.mail;

import java.io.IOException;
import java.net.Socket;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Closes sockets whose other side takes nothing or says nothing any more. Java has no time-out for
 * writing; Angus sets an alarm clock of each socket's own for each write, which wakes two threads a
 * message. Java's time-out for reading asks the kernel three times for each answer. This one looks
 * at all sockets now and then, as long as there are any.
 */
final class SilenceWatch {

  private static final Logger LOG = Logger.getLogger(SilenceWatch.class.getName());
  private static final int LOOKS = 8;

  private final long patienceNanos;
  private final Set<Line> lines = new HashSet<>();
  private Optional<ScheduledExecutorService> looking = Optional.empty();

  SilenceWatch(int patienceMillis) {
    this.patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
  }

  /** One socket; only its owner writes and reads. */
  final class Line implements AutoCloseable {
    private final Socket socket;
    private volatile boolean waiting;
    private volatile long since;

    private Line(Socket socket) {
      this.socket = socket;
    }

    void begins() {
      since = System.nanoTime();
      waiting = true;
    }

    void ended() {
      waiting = false;
    }

    private void look() {
      if (waiting && System.nanoTime() - since > patienceNanos) {
        try {
          socket.close(); // which ends the wait with an exception
        } catch (IOException gone) {
          LOG.log(Level.FINE, "a mail connection that hung was closed already");
        }
      }
    }

    @Override
    public void close() {
      forget(this);
    }
  }

  /** Watches a socket until its line is closed. */
  synchronized Line over(Socket socket) {
    Line line = new Line(socket);
    lines.add(line);
    if (looking.isEmpty()) {
      ScheduledExecutorService clock =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "mail silence watch");
                thread.setDaemon(true);
                return thread;
              });
      long every = Math.max(1, patienceNanos / LOOKS);
      clock.scheduleWithFixedDelay(this::look, every, every, TimeUnit.NANOSECONDS);
      looking = Optional.of(clock);
    }
    return line;
  }

  private synchronized void look() {
    lines.forEach(Line::look);
  }

  private synchronized void forget(Line line) {
    lines.remove(line);
    if (lines.isEmpty()) {
      looking.ifPresent(ScheduledExecutorService::shutdown);
      looking = Optional.empty();
    }
  }
}
