package nl.voorkeur.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.persistence.PooledDatabase;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.platform.token.Seal;
import org.junit.jupiter.api.Test;

/**
 * Measures how fast what an import wrote is heard and told, to a program on this machine that
 * answers at once. It asserts that nothing is missing, never how fast it came.
 */
class WebhookBench {

  private static final int PEOPLE = Integer.getInteger("voorkeur.bench.people", 1_000_000);
  private static final int IMPORT_CHUNK = 5_000;

  @Test
  void anImportIsTold() throws Exception {
    ExecutorService executor = Executors.newCachedThreadPool();
    AtomicInteger requests = new AtomicInteger();
    HttpServer program =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    program.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          requests.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    program.setExecutor(executor);
    program.start();
    try {
      tell(100, PEOPLE, program, requests);
      tell(1, PEOPLE / 10, program, requests);
    } finally {
      program.stop(0);
      executor.shutdown();
    }
  }

  private static void tell(int atOnce, int people, HttpServer program, AtomicInteger requests) {
    Sql sql = new Sql(PooledDatabase.over(TestDatabase.fresh()));
    String key = "dev-test:" + Base64.getEncoder().encodeToString(new byte[32]);
    Seal seal =
        new Seal(
            Configuration.read(
                property ->
                    switch (property) {
                      case "voorkeur.base.url" -> "https://v.example";
                      case "voorkeur.secret.keys" -> key;
                      default -> null;
                    }));
    WebhookStore store = new WebhookStore(sql);
    WebhookHearing hearing = new WebhookHearing(sql);
    WebhookDelivery delivery =
        new WebhookDelivery(store, seal, new WebhookUrl(true), Clock.systemUTC());
    new Webhooks(
            sql, seal, true, (act, controller, subject, detail) -> {}, List.of(), Clock.systemUTC())
        .add(
            new ControllerId(1),
            "http://127.0.0.1:" + program.getAddress().getPort() + "/hook",
            new WebhookUse(true, false, Optional.empty(), atOnce),
            "staff:50")
        .orElseThrow();
    for (int n = 0; n < people; n += IMPORT_CHUNK) {
      write(sql, n, Math.min(people, n + IMPORT_CHUNK));
    }
    requests.set(0);
    long hearingTime = 0;
    long tellingTime = 0;
    long heard = 0;
    long most = 0;
    while (true) {
      long start = System.nanoTime();
      int now = hearing.hear();
      long between = System.nanoTime();
      hearingTime += between - start;
      heard += now;
      most = Math.max(most, now);
      if (now == 0) {
        break;
      }
      delivery.deliver();
      tellingTime += System.nanoTime() - between;
    }
    assertEquals(people, heard);
    System.out.printf(
        Locale.ROOT,
        "%nwebhook, %d events in a message: heard %,.0f/s, told %,.0f events/s in %,d requests, at most %,d waiting%n",
        atOnce,
        heard * 1e9 / hearingTime,
        heard * 1e9 / tellingTime,
        requests.get(),
        most);
  }

  private static void write(Sql sql, int from, int to) {
    sql.with(
        handle ->
            handle.inTransaction(
                tx -> {
                  tx.execute("SET LOCAL session_replication_role = replica");
                  tx.execute(
                      "INSERT INTO recipient (controller_id, address, compare_key, address_key, key_id, source)"
                          + " SELECT 1, a, a, substring(sha256(utf8(a)) FOR 16), 'test', 'bench'"
                          + " FROM (SELECT 'person' || n || '@example.org' AS a FROM generate_series(?, ?) n) one",
                      from + 1,
                      to);
                  return tx.execute(
                      "INSERT INTO ledger (recipient_id, seq, at, topic_id, kind, route, actor, prev_hash, hash)"
                          + " SELECT id, 1, clock_timestamp(), 11, 'CONSENT_GIVEN', 'IMPORT', 'staff:1', '', '' FROM recipient ORDER BY id DESC LIMIT ?",
                      to - from);
                }));
  }
}
