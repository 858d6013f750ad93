package nl.voorkeur.exporting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.AskedList;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.PooledDatabase;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.recipient.AddressKeys;
import nl.voorkeur.recipient.Recipients;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a list of somebody's own gets back, and what it does not tell. */
class ListScrubPgIT {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final TopicId WEEKBLIK = new TopicId(11);
  private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool();

  private final List<String> trail = new ArrayList<>();
  private Sql sql;
  private Recipients recipients;
  private ListScrub scrub;

  @BeforeEach
  void open() {
    sql = new Sql(PooledDatabase.over(TestDatabase.fresh()));
    AddressKeys keys = new AddressKeys(List.of(new NamedKey("test", new byte[32])));
    recipients = new Recipients(sql, keys);
    scrub =
        new ListScrub(
            sql,
            new AskedList(sql, keys),
            (act, controller, subject, detail) -> trail.add(act + " " + subject + " " + detail));
    known("yes@example.com", "CONSENT_GIVEN", 11L);
    known("yes@bücher.example", "CONSENT_GIVEN", 11L);
    RecipientId no = known("no@example.com", "CONSENT_GIVEN", 11L);
    append(no, "WITHDRAWAL", 11L);
    append(known("erased@example.com", "CONSENT_GIVEN", 11L), "ERASURE", null);
    sql.with(
        handle ->
            handle.execute(
                "INSERT INTO suppression (controller_id, form, digest, cause, reason, route, actor)"
                    + " VALUES (1, 'SHA256', sha256('never@example.com'), 'LIST', 'test', 'IMPORT', 'system')"));
  }

  @Test
  void reasonsAreToldOfThoseHeldAndNothingAboutStrangers() {
    assertEquals(
        List.of(
            "entry,permitted,reason,basis",
            "YES@example.com,true,,CONSENT",
            "no@example.com,false,WITHDRAWN,",
            "erased@example.com,false,NO_CONSENT,",
            "never@example.com,false,NO_CONSENT,",
            "stranger@example.com,false,NO_CONSENT,",
            "no address,false,INVALID,"),
        lines(
            "YES@example.com\nno@example.com\n\nerased@example.com\nnever@example.com\nstranger@example.com\nno address\n",
            false));
    assertEquals(
        List.of(
            "LIST_SCRUBBED topic 11 6 entries, 1 permitted, {INVALID=1, NO_CONSENT=3, WITHDRAWN=1}"),
        trail,
        "and only counts are kept");
  }

  @Test
  void whoIsHeldAndNeverHadToDoWithTheTopicIsAnsweredAsTheRuleDoes() {
    append(known("other@example.com", "CONSENT_GIVEN", 12L), "OBJECTION", null);
    known("also@example.com", "CONSENT_GIVEN", 12L);
    assertEquals(
        List.of(
            "entry,permitted,reason,basis",
            "other@example.com,false,OBJECTION,",
            "also@example.com,false,NO_CONSENT,"),
        lines("other@example.com\nalso@example.com", false));
  }

  @Test
  void hashesAreAnsweredInEitherFormAndSpelling() throws Exception {
    String list =
        String.join(
            "\n",
            hash("SHA-256", "yes@example.com").toUpperCase(),
            hash("MD5", "yes@example.com"),
            hash("SHA-256", "yes@xn--bcher-kva.example"),
            hash("MD5", "yes@bücher.example"),
            hash("SHA-256", "no@example.com"),
            hash("SHA-256", "erased@example.com"),
            hash("MD5", "stranger@example.com"));
    List<String> reasons = new ArrayList<>();
    for (String line : lines(list, false)) {
      reasons.add(line.substring(line.indexOf(',')));
    }
    assertEquals(
        List.of(
            ",permitted,reason,basis",
            ",true,,CONSENT",
            ",true,,CONSENT",
            ",true,,CONSENT",
            ",true,,CONSENT",
            ",false,WITHDRAWN,",
            ",false,NO_CONSENT,",
            ",false,NO_CONSENT,"),
        reasons);
  }

  @Test
  void aFileOfCsvIsReadByTheColumnThatHoldsAddresses() {
    String file =
        "\ufeffNaam;\"E-mail; privé\"\r\n\"Jansen; Jan\";yes@example.com\r\nPiet;no@example.com\r\nKees;\r\n";
    assertEquals(
        List.of(
            "entry,permitted,reason,basis",
            "yes@example.com,true,,CONSENT",
            "no@example.com,false,WITHDRAWN,",
            ",false,INVALID,"),
        lines(file, false));
    assertEquals(List.of("entry", "yes@example.com"), lines(file, true));
  }

  @Test
  void aLongListKeepsItsOrder() {
    StringBuilder list = new StringBuilder();
    for (int n = 0; n < 12_345; n++) {
      list.append(n % 1000 == 7 ? "yes" : "stranger" + n).append("@example.com\n");
    }
    List<String> answers = lines(list.toString(), false);
    assertEquals(12_346, answers.size());
    for (int n = 0; n < 12_345; n++) {
      assertEquals(n % 1000 == 7, answers.get(n + 1).contains(",true,"), answers.get(n + 1));
    }
  }

  @Test
  void aTopicOfAnotherControllerIsNone() {
    assertFalse(scrub.knows(new ControllerId(2), WEEKBLIK));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            scrub.scrub(
                new ControllerId(2),
                WEEKBLIK,
                new BufferedReader(new StringReader("")),
                new StringWriter(),
                false,
                EXECUTOR));
    assertEquals(List.of("entry,permitted,reason,basis"), lines("", false));
    assertEquals(Map.of(), scrub("", false).denied());
  }

  private ScrubCounts scrub(String list, boolean onlyPermitted) {
    return scrub.scrub(
        IMAILO,
        WEEKBLIK,
        new BufferedReader(new StringReader(list)),
        new StringWriter(),
        onlyPermitted,
        EXECUTOR);
  }

  private List<String> lines(String list, boolean onlyPermitted) {
    StringWriter out = new StringWriter();
    scrub.scrub(
        IMAILO, WEEKBLIK, new BufferedReader(new StringReader(list)), out, onlyPermitted, EXECUTOR);
    return out.toString().lines().toList();
  }

  private static String hash(String algorithm, String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private RecipientId known(String address, String kind, Long topic) {
    RecipientId id = recipients.obtain(IMAILO, EmailAddress.of(address), Optional.empty(), "test");
    append(id, kind, topic);
    return id;
  }

  private void append(RecipientId id, String kind, Long topic) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor)"
                        + " VALUES (:id, :topic::bigint, :kind::ledger_kind, 'CONFIRMATION', 'recipient')")
                .bind("id", id.value())
                .bind("topic", topic)
                .bind("kind", kind)
                .execute());
  }
}
