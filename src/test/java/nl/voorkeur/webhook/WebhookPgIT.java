package nl.voorkeur.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.persistence.PooledDatabase;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.platform.token.Seal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every change is told, signed, and told again until it is taken; nobody of ours can be asked. */
class WebhookPgIT {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final String NOOR = "staff:50";
  private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool();

  private final List<Map<String, String>> taken = new CopyOnWriteArrayList<>();
  private final AtomicInteger answer = new AtomicInteger(204);
  private volatile Predicate<String> refusing = body -> false;
  private HttpServer program;
  private Sql sql;
  private Seal seal;
  private WebhookStore store;
  private WebhookHearing hearing;
  private WebhookDelivery delivery;
  private Webhooks webhooks;

  @BeforeEach
  void open() throws Exception {
    sql = new Sql(PooledDatabase.over(TestDatabase.fresh()));
    String key = "dev-test:" + Base64.getEncoder().encodeToString(new byte[32]);
    seal =
        new Seal(
            Configuration.read(
                property ->
                    switch (property) {
                      case "voorkeur.base.url" -> "https://v.example";
                      case "voorkeur.secret.keys" -> key;
                      default -> null;
                    }));
    store = new WebhookStore(sql);
    hearing = new WebhookHearing(sql);
    delivery = new WebhookDelivery(store, seal, new WebhookUrl(true), Clock.systemUTC());
    webhooks =
        new Webhooks(
            sql,
            seal,
            true,
            (act, controller, subject, detail) -> {},
            List.of(),
            Clock.systemUTC());
    program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    program.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          taken.add(
              Map.of(
                  "id", exchange.getRequestHeaders().getFirst("webhook-id"),
                  "timestamp", exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                  "signature", exchange.getRequestHeaders().getFirst("webhook-signature"),
                  "body", body));
          exchange.sendResponseHeaders(refusing.test(body) ? 400 : answer.get(), -1);
          exchange.close();
        });
    program.setExecutor(EXECUTOR);
    program.start();
  }

  @AfterEach
  void close() {
    program.stop(0);
  }

  private static int turnOf(String body) {
    return JsonParser.parseString(body)
        .getAsJsonObject()
        .getAsJsonObject("data")
        .get("seq")
        .getAsInt();
  }

  private String url() {
    return "http://127.0.0.1:" + program.getAddress().getPort() + "/hook";
  }

  private Webhooks.Added add(boolean permissions, boolean recalls, Optional<String> receiver) {
    return webhooks
        .add(IMAILO, url(), new WebhookUse(permissions, recalls, receiver, 1), NOOR)
        .orElseThrow();
  }

  @Test
  void aChangeIsToldOnceSignedAndWithoutAnAddress() {
    Webhooks.Added added = add(true, false, Optional.empty());
    long person = person(1);
    append(person, "'CONSENT_GIVEN', 'CONFIRMATION'", "11");
    append(person(2), "'CONSENT_GIVEN', 'CONFIRMATION'", "21");
    hearing.hear();
    hearing.hear();
    assertEquals(1, delivery.deliver(), "another controller's people are none of its business");
    assertEquals(0, delivery.deliver());
    Map<String, String> told = taken.get(0);
    JsonObject body = JsonParser.parseString(told.get("body")).getAsJsonObject();
    assertEquals("permission.changed", body.get("type").getAsString());
    JsonObject data = body.getAsJsonObject("data");
    assertEquals(person, data.get("recipient").getAsLong());
    assertEquals("CONSENT_GIVEN", data.get("kind").getAsString());
    assertFalse(told.get("body").contains("@"), "no address");
    byte[] secret =
        Base64.getDecoder().decode(added.secret().substring(WebhookSignature.PREFIX.length()));
    assertEquals(
        WebhookSignature.of(
            secret, told.get("id"), Long.parseLong(told.get("timestamp")), told.get("body")),
        told.get("signature"));
    WebhookMessage message =
        webhooks.messages(IMAILO, added.id(), WebhookMessage.Wanted.ANY, 10).get(0);
    assertEquals(WebhookMessage.State.DELIVERED, message.state());
    assertFalse(webhooks.replay(new ControllerId(2), message.id()), "promise 7");
    assertTrue(webhooks.replay(IMAILO, message.id()));
    assertEquals(1, delivery.deliver());
    assertEquals(told.get("id"), taken.get(1).get("id"), "the same message");
  }

  @Test
  void aPersonsChangesComeInOrderThoughOneIsRefusedAndOthersGoOn() {
    add(true, false, Optional.empty());
    List<Long> people = new ArrayList<>();
    for (int n = 0; n < 30; n++) {
      people.add(person(1));
    }
    for (int turn = 0; turn < 4; turn++) {
      people.forEach(person -> append(person, "'CONSENT_REQUESTED', 'FORM'", "11"));
    }
    long refused = people.get(7);
    refusing = body -> turnOf(body) == 2 && body.contains("\"recipient\" : " + refused + ",");
    hearing.hear();
    assertEquals(118, delivery.deliver(), "all but what comes after the one refused");
    assertEquals(3, count("SELECT count(*) FROM webhook_message WHERE state = 'WAITING'"));
    refusing = body -> false;
    later();
    assertEquals(3, delivery.deliver());
    for (long person : people) {
      List<Integer> seqs =
          taken.stream()
              .map(told -> JsonParser.parseString(told.get("body")).getAsJsonObject())
              .map(body -> body.getAsJsonObject("data"))
              .filter(data -> data.get("recipient").getAsLong() == person)
              .map(data -> data.get("seq").getAsInt())
              .distinct()
              .toList();
      assertEquals(List.of(1, 2, 3, 4), seqs);
    }
  }

  @Test
  void severalEventsGoInOneMessageWhereTheProgramWantsThat() {
    webhooks
        .add(IMAILO, url(), new WebhookUse(true, false, Optional.empty(), 50), NOOR)
        .orElseThrow();
    for (int n = 0; n < 100; n++) {
      long one = person(1);
      append(one, "'CONSENT_REQUESTED', 'FORM'", "11");
      append(one, "'CONSENT_GIVEN', 'CONFIRMATION'", "11");
    }
    assertEquals(200, hearing.hear());
    int messages = delivery.deliver();
    assertTrue(messages >= 4 && messages <= 16, () -> "told in " + messages);
    Map<Long, Integer> last = new HashMap<>();
    int events = 0;
    for (Map<String, String> told : taken) {
      JsonObject body = JsonParser.parseString(told.get("body")).getAsJsonObject();
      assertEquals("batch", body.get("type").getAsString());
      for (JsonElement event : body.getAsJsonObject("data").getAsJsonArray("events")) {
        JsonObject data = event.getAsJsonObject().getAsJsonObject("data");
        int seq = data.get("seq").getAsInt();
        assertEquals(
            seq - 1,
            Optional.ofNullable(last.put(data.get("recipient").getAsLong(), seq)).orElse(0));
        events++;
      }
    }
    assertEquals(200, events);
  }

  @Test
  void whatWaitsGoesFirstWhenBatchesChange() {
    Webhooks.Added added = add(true, false, Optional.empty());
    long one = person(1);
    append(one, "'CONSENT_REQUESTED', 'FORM'", "11");
    hearing.hear();
    assertEquals(Webhooks.Grouping.NOT_THERE, webhooks.group(new ControllerId(2), added.id(), 50));
    assertEquals(Webhooks.Grouping.DONE, webhooks.group(IMAILO, added.id(), 50));
    append(one, "'CONSENT_GIVEN', 'CONFIRMATION'", "11");
    hearing.hear();
    assertEquals(
        Webhooks.Grouping.BATCHES_WAIT,
        webhooks.group(IMAILO, added.id(), 1),
        "alone it could overtake");
    while (delivery.deliver() > 0) {
      // the one, then the batch behind it
    }
    assertEquals(
        List.of("permission.changed", "batch"),
        taken.stream()
            .map(told -> JsonParser.parseString(told.get("body")).getAsJsonObject())
            .map(body -> body.get("type").getAsString())
            .toList());
    assertEquals(Webhooks.Grouping.DONE, webhooks.group(IMAILO, added.id(), 1));
    assertEquals(1, webhooks.all(IMAILO).get(0).atOnce());
  }

  /** Hearing that is under way when somebody asks for single events is waited for. */
  @Test
  void aBatchThatComesUpMeanwhileIsSeen() throws Exception {
    long id =
        webhooks
            .add(IMAILO, url(), new WebhookUse(true, false, Optional.empty(), 50), NOOR)
            .orElseThrow()
            .id();
    Future<Webhooks.Grouping> asked =
        sql.with(
            hears -> {
              hears.begin();
              hears.execute("SELECT FROM webhook WHERE id = ? FOR UPDATE", id);
              hears.execute(
                  "INSERT INTO webhook_message (webhook_id, line, kind, events, body, at)"
                      + " VALUES (?, 1, 'permission.changed', 2, '{}', now())",
                  id);
              Future<Webhooks.Grouping> other =
                  EXECUTOR.submit(() -> webhooks.group(IMAILO, id, 1));
              while (!other.isDone()
                  && count("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
                Thread.onSpinWait(); // until it waits for us
              }
              hears.commit();
              return other;
            });
    assertEquals(Webhooks.Grouping.BATCHES_WAIT, asked.get());
    assertEquals(50, webhooks.all(IMAILO).get(0).atOnce());
  }

  @Test
  void aFullQueueWaitsInTheLedgerAndPiecesMissNothing() {
    add(true, false, Optional.empty());
    long person = person(1);
    sql.with(
        handle ->
            handle.execute(
                "INSERT INTO recipient (controller_id, address, compare_key, address_key, key_id, source)"
                    + " SELECT 1, a, a, substring(sha256(utf8(a)) FOR 16), 'test', 'test' FROM (SELECT 'p' || n || '@example.net' AS a FROM generate_series(1, 99) n) one"));
    sql.with(
        handle ->
            handle.execute(
                "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor) SELECT id, 11, 'CONSENT_REQUESTED', 'FORM', 'recipient' FROM recipient"));
    WebhookHearing small = new WebhookHearing(sql, 7, 20);
    assertEquals(21, small.hear(), "until there are enough");
    assertEquals(0, small.hear());
    int told = delivery.deliver();
    while (small.hear() > 0) {
      told += delivery.deliver();
    }
    assertEquals(100, told);
    assertEquals(100, count("SELECT count(DISTINCT recipient_id) FROM webhook_message"));
    assertTrue(person > 0);
  }

  @Test
  void aProgramThatTakesNothingIsLeftInPeaceAndAtLastDisabled() {
    Webhooks.Added added = add(true, false, Optional.empty());
    for (int n = 0; n < 40; n++) {
      append(person(1), "'CONSENT_GIVEN', 'CONFIRMATION'", "11");
    }
    hearing.hear();
    answer.set(503);
    int tried = delivery.deliver();
    assertTrue(tried >= 8 && tried <= 16, () -> "not all are tried in vain: " + tried);
    assertEquals(0, delivery.deliver(), "left in peace");
    assertEquals(Webhook.Standing.FAILING, webhooks.all(IMAILO).get(0).standing());
    sql.with(handle -> handle.execute("UPDATE webhook SET retry_at = NULL"));
    assertEquals(1, delivery.deliver(), "one message tries whether it is back");
    assertEquals(0, store.disable(Duration.ofDays(5)));
    sql.with(
        handle ->
            handle.execute(
                "UPDATE webhook SET failing_since = failing_since - interval '6 days', retry_at = NULL"));
    assertEquals(1, store.disable(Duration.ofDays(5)));
    assertEquals(Webhook.Standing.DISABLED, webhooks.all(IMAILO).get(0).standing());
    append(person(1), "'CONSENT_GIVEN', 'CONFIRMATION'", "11");
    answer.set(204);
    assertEquals(0, hearing.hear() + delivery.deliver());
    assertFalse(webhooks.enable(new ControllerId(2), added.id()), "promise 7");
    assertTrue(webhooks.enable(IMAILO, added.id()));
    assertFalse(webhooks.enable(IMAILO, added.id()));
    assertEquals(1, hearing.hear(), "the ledger kept it");
    later();
    assertEquals(41, delivery.deliver());
    assertEquals(Webhook.Standing.ACTIVE, webhooks.all(IMAILO).get(0).standing());
  }

  @Test
  void aTimeIsToldAgain() {
    Webhooks.Added added = add(true, false, Optional.empty());
    append(person(1), "'CONSENT_GIVEN', 'CONFIRMATION'", "11");
    append(person(1), "'CONSENT_GIVEN', 'CONFIRMATION'", "11");
    hearing.hear();
    delivery.deliver();
    sql.with(
        handle ->
            handle.execute(
                "UPDATE webhook_message SET at = at - interval '2 days' WHERE id = (SELECT min(id) FROM webhook_message)"));
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    WebhookMessage.Wanted recent =
        new WebhookMessage.Wanted(
            Long.MAX_VALUE, Optional.empty(), Optional.of(yesterday), Optional.empty());
    assertEquals(1, webhooks.messages(IMAILO, added.id(), recent, 10).size());
    assertEquals(0, webhooks.replay(new ControllerId(2), added.id(), recent), "promise 7");
    assertEquals(1, webhooks.replay(IMAILO, added.id(), recent));
    assertEquals(1, delivery.deliver());
    assertEquals(2, webhooks.replay(IMAILO, added.id(), WebhookMessage.Wanted.ANY));
  }

  /** The example of Standard Webhooks' own specification. */
  @Test
  void theSignatureIsThatOfStandardWebhooks() {
    byte[] secret = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assertEquals(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.of(
            secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"));
  }

  @Test
  void whatIsNotTakenIsToldAgainLaterAndLater() {
    Webhooks.Added added = add(true, false, Optional.empty());
    append(person(1), "'CONSENT_GIVEN', 'CONFIRMATION'", "11");
    hearing.hear();
    answer.set(500);
    for (int attempt = 1; attempt <= 10; attempt++) {
      assertEquals(1, delivery.deliver());
      WebhookMessage message =
          webhooks.messages(IMAILO, added.id(), WebhookMessage.Wanted.ANY, 10).get(0);
      assertEquals(attempt, message.attempts());
      assertEquals(Optional.of(500), message.answered());
      assertEquals(
          attempt < 10 ? WebhookMessage.State.WAITING : WebhookMessage.State.GIVEN_UP,
          message.state());
      assertEquals(0, delivery.deliver(), "not at once");
      later();
    }
    assertEquals(OptionalLong.of(5), WebhookDelivery.waitAfter(1));
    assertEquals(OptionalLong.empty(), WebhookDelivery.waitAfter(10));
    Set<String> ids = new HashSet<>();
    taken.forEach(told -> ids.add(told.get("id")));
    assertEquals(1, ids.size());
  }

  @Test
  void aProgramThatIsGoneIsToldNothingMore() {
    Webhooks.Added added = add(true, false, Optional.empty());
    append(person(1), "'CONSENT_GIVEN', 'CONFIRMATION'", "11");
    hearing.hear();
    answer.set(410);
    delivery.deliver();
    assertTrue(webhooks.all(IMAILO).get(0).isEnded());
    assertFalse(webhooks.end(IMAILO, added.id(), NOOR));
  }

  @Test
  void nothingIsMissedWhateverTheOrderOfCommits() throws Exception {
    add(true, false, Optional.empty());
    List<Long> people = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      people.add(person(1));
    }
    AtomicBoolean over = new AtomicBoolean();
    Future<?> listening =
        EXECUTOR.submit(
            () -> {
              while (!over.get()) {
                hearing.hear();
              }
            });
    List<Future<?>> writers = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      int mine = writer;
      writers.add(
          EXECUTOR.submit(
              () -> {
                for (int n = 0; n < 60; n++) {
                  long one = people.get(mine * 10 + n % 10);
                  int wait = (n * 7 + mine) % 20;
                  sql.with(
                      handle ->
                          handle.inTransaction(
                              tx -> {
                                tx.execute(
                                    "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor) VALUES (?, 11, 'CONSENT_REQUESTED', 'FORM', 'recipient')",
                                    one);
                                return tx.execute("SELECT pg_sleep(?)", wait / 1000.0);
                              }));
                }
              }));
    }
    for (Future<?> writer : writers) {
      writer.get();
    }
    over.set(true);
    listening.get();
    hearing.hear();
    assertEquals(240, count("SELECT count(*) FROM webhook_message"));
    assertEquals(
        0,
        count(
            "SELECT count(*) FROM ledger l WHERE NOT EXISTS (SELECT FROM webhook_message m WHERE m.recipient_id = l.recipient_id AND m.body::json #>> '{data,seq}' = l.seq::text)"));
  }

  @Test
  void whatTheReceiversOwnProgramTakesIsAcknowledged() {
    add(false, true, Optional.of("processor:7"));
    long person = person(1);
    sql.with(
        handle ->
            handle.execute(
                "INSERT INTO export (controller_id, topics, purpose, receiver, receiver_key, profile, state, actor, rule_version, expires_at, made_at, row_count, sha256, recalled_to, recall_until)"
                    + " VALUES (1, '{11}', 'test', 'Printer', 'processor:7', 'MACHINE', 'DONE', 'staff:50', '1', now(), now(), 1, '', 1, now() + interval '1 day')"));
    sql.with(
        handle ->
            handle.execute(
                "INSERT INTO recall (export_id, seq, recipient_id, row_number, kind, at) SELECT id, 1, ?, 1, 'ERASURE', now() FROM export",
                person));
    hearing.hear();
    hearing.hear();
    assertEquals(1, delivery.deliver());
    JsonObject data =
        JsonParser.parseString(taken.get(0).get("body")).getAsJsonObject().getAsJsonObject("data");
    assertEquals("erase", data.get("act").getAsString());
    assertEquals(1, count("SELECT count(*) FROM recall WHERE acknowledged_by LIKE 'webhook:%'"));
  }

  @Test
  void nobodyOfOurOwnNetworkIsAsked() {
    WebhookUrl urls = new WebhookUrl(false);
    for (String url :
        List.of(
            "https://127.0.0.1/",
            "https://localhost/x",
            "https://10.1.2.3/",
            "https://172.16.0.1/",
            "https://192.168.1.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/",
            "https://0.0.0.0/",
            "https://[::1]/",
            "https://[fd00::1]/",
            "https://[fe80::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[64:ff9b::7f00:1]/",
            "https://[2002:7f00:1::]/",
            "https://2130706433/",
            "http://192.0.2.1/",
            "https://user@192.0.2.1/",
            "ftp://192.0.2.1/",
            "file:///etc/passwd",
            "https:///x",
            "not an address")) {
      assertFalse(urls.isAllowed(url), url);
    }
    assertTrue(urls.isAllowed("https://192.0.2.1/hook"));
    Webhooks strict =
        new Webhooks(
            sql,
            seal,
            false,
            (act, controller, subject, detail) -> {},
            List.of(),
            Clock.systemUTC());
    assertEquals(
        Optional.empty(),
        strict.add(IMAILO, url(), new WebhookUse(true, true, Optional.empty(), 1), NOOR));
  }

  /** Time passes until everything is tried again. */
  private void later() {
    sql.with(
        handle -> {
          handle.execute("UPDATE webhook SET retry_at = NULL");
          return handle.execute(
              "UPDATE webhook_message SET next_at = clock_timestamp() WHERE state = 'WAITING'");
        });
  }

  private long count(String query) {
    return sql.with(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }

  private long person(long controller) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "INSERT INTO recipient (controller_id, address, compare_key, address_key, key_id, source)"
                        + " SELECT :controller, a, a, substring(sha256(utf8(a)) FOR 16), 'test', 'test'"
                        + " FROM (SELECT gen_random_uuid() || '@example.org' AS a) one RETURNING id")
                .bind("controller", controller)
                .mapTo(Long.class)
                .one());
  }

  private void append(long person, String kindAndRoute, String topic) {
    sql.with(
        handle ->
            handle.execute(
                "INSERT INTO ledger (recipient_id, topic_id, actor, kind, route) VALUES (?, "
                    + topic
                    + ", 'recipient', "
                    + kindAndRoute
                    + ")",
                person));
  }
}
