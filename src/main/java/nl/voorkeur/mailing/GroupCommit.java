package nl.voorkeur.mailing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Writes what several workers have to write in one statement and one commit. Whoever comes while a
 * write is under way waits for it; the first of them then writes for all that came meanwhile.
 * Nobody is answered before their own part is durable.
 *
 * <p>While one write is under way, another one begins only when at least as many wait for it as the
 * one before has: each write has its fixed costs, and groups would shrink to a few.
 *
 * <p>Those who were written for are woken by whoever wrote, and pass no lock on their way out: with
 * a lock, each would wake the next, and the next write would wait for the last of them.
 *
 * @param <P> what one worker has to write
 * @param <R> what it hears of it
 */
final class GroupCommit<P, R> {

  private final Function<List<P>, List<R>> writer;
  private final ConcurrentLinkedQueue<Request<P, R>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final Semaphore writing;
  private final int atOnce;
  private volatile int carried;

  /**
   * @param atOnce how many writes may be under way
   * @param writer writes all of them durably or none, and answers in the same order
   */
  GroupCommit(int atOnce, Function<List<P>, List<R>> writer) {
    this.atOnce = atOnce;
    this.writing = new Semaphore(atOnce);
    this.writer = writer;
  }

  private static final class Request<P, R> {
    private final P part;
    private final Thread owner = Thread.currentThread();
    private R answer;
    private RuntimeException failure;

    /** Written last, so that whoever reads it sees the answer too. */
    private volatile boolean done;

    Request(P part) {
      this.part = part;
    }
  }

  /** Writes it, and answers when it is durable. */
  R write(P part) {
    Request<P, R> mine = new Request<>(part);
    queue.add(mine);
    queued.incrementAndGet();
    while (!mine.done) {
      if (isWorthIt() && writing.tryAcquire()) {
        try {
          writeAll();
        } finally {
          writing.release();
          wakeNext();
        }
      } else {
        LockSupport.park(this);
      }
    }
    if (mine.failure != null) {
      throw mine.failure;
    }
    return mine.answer;
  }

  /** Whoever completes a group sees so, as they were counted before they looked. */
  private boolean isWorthIt() {
    return writing.availablePermits() == atOnce || queued.get() >= carried;
  }

  /** Whoever found no room to write before has it now. */
  private void wakeNext() {
    Request<P, R> next = queue.peek();
    if (next != null) {
      LockSupport.unpark(next.owner);
    }
  }

  private void writeAll() {
    List<Request<P, R>> all = new ArrayList<>();
    for (Request<P, R> next = queue.poll(); next != null; next = queue.poll()) {
      all.add(next);
    }
    if (all.isEmpty()) {
      return;
    }
    queued.addAndGet(-all.size());
    carried = all.size();
    try {
      List<R> answers = writer.apply(all.stream().map(request -> request.part).toList());
      for (int i = 0; i < all.size(); i++) {
        all.get(i).answer = answers.get(i);
      }
    } catch (RuntimeException failure) {
      all.forEach(request -> request.failure = failure);
    } finally {
      for (Request<P, R> request : all) {
        request.done = true;
        LockSupport.unpark(request.owner);
      }
    }
  }
}
