package nl.voorkeur.mailing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Writes what several workers have to write in one statement and one commit. Whoever comes while a
 * write is under way waits for it, and then writes for all that came meanwhile. Nobody is answered
 * before their own part is durable.
 *
 * @param <P> what one worker has to write
 * @param <R> what it hears of it
 */
final class GroupCommit<P, R> {

  private final Function<List<P>, List<R>> writer;
  private final ConcurrentLinkedQueue<Request<P, R>> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writing = new ReentrantLock();

  /**
   * @param writer writes all of them durably or none, and answers in the same order
   */
  GroupCommit(Function<List<P>, List<R>> writer) {
    this.writer = writer;
  }

  private static final class Request<P, R> {
    private final P part;
    private R answer;
    private RuntimeException failure;
    private boolean done;

    Request(P part) {
      this.part = part;
    }
  }

  /** Writes it, and answers when it is durable. */
  R write(P part) {
    Request<P, R> mine = new Request<>(part);
    queue.add(mine);
    writing.lock();
    try {
      if (!mine.done) {
        writeAll();
      }
    } finally {
      writing.unlock();
    }
    if (mine.failure != null) {
      throw mine.failure;
    }
    return mine.answer;
  }

  private void writeAll() {
    List<Request<P, R>> all = new ArrayList<>();
    for (Request<P, R> next = queue.poll(); next != null; next = queue.poll()) {
      all.add(next);
    }
    try {
      List<R> answers = writer.apply(all.stream().map(request -> request.part).toList());
      for (int i = 0; i < all.size(); i++) {
        all.get(i).answer = answers.get(i);
      }
    } catch (RuntimeException failure) {
      all.forEach(request -> request.failure = failure);
    } finally {
      all.forEach(request -> request.done = true);
    }
  }
}
