package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  private static final int WORKERS = 16;
  private static final int EACH = 2_000;

  private final ExecutorService pool = Executors.newFixedThreadPool(WORKERS);

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  @Test
  void everyPartIsWrittenOnceAndHearsItsOwnAnswer() throws Exception {
    List<Integer> written = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger under = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    GroupCommit<Integer, Integer> group =
        new GroupCommit<>(
            2,
            parts -> {
              most.accumulateAndGet(under.incrementAndGet(), Math::max);
              written.addAll(parts);
              under.decrementAndGet();
              return parts.stream().map(part -> -part).toList();
            });
    CyclicBarrier together = new CyclicBarrier(WORKERS);
    List<Future<Void>> all = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      int first = i * EACH;
      all.add(
          pool.submit(
              () -> {
                together.await();
                for (int part = first; part < first + EACH; part++) {
                  assertEquals(-part, group.write(part));
                }
                return null;
              }));
    }
    for (Future<Void> each : all) {
      each.get();
    }
    assertEquals(WORKERS * EACH, written.size());
    assertEquals(WORKERS * EACH, written.stream().distinct().count());
    assertTrue(most.get() <= 2, "as many writes at once as was said");
  }

  @Test
  void whoComesDuringAWriteIsWrittenTogether() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger waiting = new AtomicInteger();
    GroupCommit<Integer, Integer> group =
        new GroupCommit<>(
            1,
            parts -> {
              sizes.add(parts.size());
              begun.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return parts;
            });
    Future<Integer> first = pool.submit(() -> group.write(0));
    begun.await();
    List<Future<Integer>> others = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      int part = i;
      others.add(
          pool.submit(
              () -> {
                waiting.incrementAndGet();
                return group.write(part);
              }));
    }
    while (waiting.get() < 5) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    assertEquals(0, first.get());
    for (int i = 0; i < 5; i++) {
      assertEquals(i + 1, others.get(i).get());
    }
    assertEquals(6, sizes.stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  void aSecondWriteBeginsWhenAsManyWaitAsTheOneBeforeHas() throws Exception {
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    Semaphore ends = new Semaphore(0, true); // the one that began first ends first
    GroupCommit<Integer, Integer> group =
        new GroupCommit<>(
            2,
            parts -> {
              sizes.add(parts.size());
              ends.acquireUninterruptibly();
              return parts;
            });
    List<Thread> all = new ArrayList<>();
    all.add(writing(group, 0));
    until(() -> sizes.size() == 1);
    all.add(writing(group, 1)); // as many as the first
    until(() -> sizes.size() == 2);
    for (int part = 2; part <= 4; part++) {
      all.add(waiting(group, part)); // as two are under way
    }
    ends.release();
    until(() -> sizes.size() == 3);
    ends.release();
    all.add(waiting(group, 5));
    all.add(waiting(group, 6));
    assertEquals(List.of(1, 1, 3), sizes, "two are not as many as the three under way");
    all.add(writing(group, 7));
    until(() -> sizes.size() == 4);
    assertEquals(List.of(1, 1, 3, 3), sizes);
    ends.release(2);
    for (Thread each : all) {
      each.join();
    }
  }

  private static Thread writing(GroupCommit<Integer, Integer> group, int part) {
    Thread thread = new Thread(() -> group.write(part));
    thread.start();
    return thread;
  }

  /** One that found no room to write. */
  private static Thread waiting(GroupCommit<Integer, Integer> group, int part) {
    Thread thread = writing(group, part);
    until(() -> LockSupport.getBlocker(thread) == group);
    return thread;
  }

  private static void until(BooleanSupplier so) {
    while (!so.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aFailureIsHeardByAllOfItsGroupAndTheNextGoOn() throws Exception {
    AtomicInteger writes = new AtomicInteger();
    GroupCommit<Integer, Integer> group =
        new GroupCommit<>(
            1,
            parts -> {
              if (writes.incrementAndGet() == 1) {
                throw new IllegalStateException("away");
              }
              return parts;
            });
    assertThrows(IllegalStateException.class, () -> group.write(1));
    assertEquals(2, group.write(2));
  }
}
