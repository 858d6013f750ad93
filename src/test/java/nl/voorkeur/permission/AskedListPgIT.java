package nl.voorkeur.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.DatabaseOutage;
import nl.voorkeur.platform.persistence.PooledDatabase;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.recipient.AddressKeys;
import org.junit.jupiter.api.Test;

/** Lists wait for each other, so that they leave connections to those who say no. */
class AskedListPgIT {

  private final Sql sql = new Sql(PooledDatabase.over(TestDatabase.fresh()));
  private final AskedList lists =
      new AskedList(
          sql, new AddressKeys(List.of(new NamedKey("test", new byte[32]))), 1, Duration.ZERO);

  @Test
  void aListThatTakesItsTimeKeepsOthersFromConnections() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Future<Long> slow =
          threads.submit(
              () ->
                  count(
                      most -> {
                        begun.countDown();
                        await(goOn);
                        return List.of();
                      },
                      threads));
      begun.await();
      assertThrows(DatabaseOutage.class, () -> count(source("a@example.org"), threads));
      goOn.countDown();
      assertEquals(0, slow.get());
      assertEquals(2, count(source("a@example.org", "no address"), threads), "its turn");
      assertThrows(
          IllegalStateException.class,
          () ->
              count(
                  most -> {
                    throw new IllegalStateException("the sender went away");
                  },
                  threads));
      assertEquals(1, count(source("b@example.org"), threads), "a turn that failed is over, too");
    } finally {
      threads.shutdownNow();
    }
  }

  private long count(AskedList.Source<String> source, ExecutorService threads) {
    return lists.answer(
        source,
        AskedList.Entry::of,
        threads,
        transaction ->
            transaction.createQuery("SELECT count(*) FROM asked").mapTo(Long.class).one());
  }

  private static AskedList.Source<String> source(String... lines) {
    Deque<List<String>> pieces = new ArrayDeque<>(List.of(List.of(lines), List.of()));
    return most -> pieces.poll();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
