package nl.voorkeur.mailing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.mail.MailConnection;
import nl.voorkeur.platform.mail.MailServer;

/**
 * One worker: takes mail and sends it over its own connection until there is nothing left to do.
 * The portal's own mail goes first, as a person waits for it; mailings take turns.
 */
final class DispatchWorker {

  private static final int FEWEST = 25;
  private static final int MOST = 100;

  /** A worker looks for mail of the portal itself, and for other mailings, about once a second. */
  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long LONGEST_PARK = TimeUnit.MILLISECONDS.toNanos(250);

  private final DispatchParts parts;
  private final SystemMailRound systemMail;
  private final MailServer server;
  private final Function<MailingId, MailingMessages> messages;

  /**
   * @param messages writes those of a mailing
   */
  DispatchWorker(
      DispatchParts parts,
      SystemMailRound systemMail,
      MailServer server,
      Function<MailingId, MailingMessages> messages) {
    this.parts = parts;
    this.systemMail = systemMail;
    this.server = server;
    this.messages = messages;
  }

  /**
   * Works until nothing is left that can be sent now.
   *
   * @param id of this run, under which it holds what it claims; its lease must be kept by the
   *     caller
   */
  void run(UUID id, BooleanSupplier stopping) {
    try (Run run = new Run(id, stopping)) {
      run.go();
    }
  }

  /** How one turn of a mailing went. */
  private enum Step {
    WORKED,
    NOTHING,
    /** There is something to do, but a limit says later. */
    LATER,
    OVER
  }

  private final class Run implements AutoCloseable {

    private final UUID id;
    private final BooleanSupplier stopping;
    private final Map<String, MailConnection> connections = new HashMap<>();
    private final Map<MailingId, MailingMessages> known = new HashMap<>();
    private final Set<MailingId> resting = new HashSet<>();
    private int turn;
    private int batch = FEWEST;

    Run(UUID id, BooleanSupplier stopping) {
      this.id = id;
      this.stopping = stopping;
    }

    void go() {
      Set<Step> steps = Set.of(Step.WORKED);
      while ((steps.contains(Step.WORKED) || steps.contains(Step.LATER))
          && !steps.contains(Step.OVER)
          && !stopping.getAsBoolean()) {
        steps = new HashSet<>();
        if (systemMail.send(this::connection, id)) {
          steps.add(Step.WORKED);
        }
        List<Underway> sending =
            parts.deliveries().underway().stream()
                .filter(one -> !resting.contains(one.id()))
                .toList();
        for (int i = 0; i < sending.size() && !stopping.getAsBoolean(); i++) {
          Step step = step(sending.get((turn + i) % sending.size()));
          steps.add(step);
          if (step == Step.OVER) {
            break;
          }
        }
        turn++;
        if (steps.contains(Step.LATER) && !steps.contains(Step.WORKED)) {
          LockSupport.parkNanos(longestWait(sending));
        }
      }
    }

    private long longestWait(List<Underway> sending) {
      long least =
          sending.stream()
              .mapToLong(one -> parts.pacing().wait(one.controller()).nanos())
              .filter(nanos -> nanos > 0)
              .min()
              .orElse(LONGEST_PARK);
      return Math.min(least, LONGEST_PARK);
    }

    private Step step(Underway mailing) {
      if (parts.pacing().wait(mailing.controller()).nanos() > LONGEST_PARK) {
        return Step.LATER;
      }
      Optional<Allowance.Taken> allowed = parts.allowance().take(mailing.controller(), batch);
      if (allowed.isEmpty()) {
        return Step.NOTHING;
      }
      try (Allowance.Taken taken = allowed.get()) {
        List<Claimed> people = parts.claims().take(mailing.id(), id, taken.most());
        if (people.isEmpty()) {
          parts.deliveries().finishIfDone(mailing.id());
          return Step.NOTHING;
        }
        DeliveryRound round =
            new DeliveryRound(
                parts,
                mailing,
                connection(mailing.slug()),
                known.computeIfAbsent(mailing.id(), messages),
                id,
                stopping);
        long start = System.nanoTime();
        try {
          return after(round.send(people), mailing);
        } finally {
          taken.used(round.offered());
          if (people.size() == batch) {
            fit(System.nanoTime() - start);
          }
        }
      }
    }

    /** Takes more at a time from what goes fast, as every look costs the same, and less else. */
    private void fit(long nanos) {
      if (nanos < LONG_NANOS / 2) {
        batch = Math.min(MOST, batch * 2);
      } else if (nanos > LONG_NANOS) {
        batch = Math.max(FEWEST, batch / 2);
      }
    }

    private Step after(DeliveryRound.End end, Underway mailing) {
      return switch (end) {
        case DONE -> Step.WORKED;
        case RESTS -> {
          resting.add(mailing.id());
          yield Step.NOTHING;
        }
        case OVER -> Step.OVER;
      };
    }

    private MailConnection connection(String slug) {
      return connections.computeIfAbsent(server.route(slug), server::connection);
    }

    @Override
    public void close() {
      connections.values().forEach(MailConnection::close);
    }
  }
}
