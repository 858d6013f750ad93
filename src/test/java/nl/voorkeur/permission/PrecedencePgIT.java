package nl.voorkeur.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.platform.persistence.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The truth table of the rule: each reason alone, and each pair of reasons that can hold together,
 * of which the first in the documented order is the answer. Each case is played in a transaction of
 * its own and rolled back.
 */
class PrecedencePgIT {

  private static final String PERSON = "(SELECT max(id) FROM recipient)";

  /** Reasons that are states of one topic: only one of them can hold. */
  private static final Set<Denial> STATES_OF_A_TOPIC =
      EnumSet.of(
          Denial.OBJECTION,
          Denial.WITHDRAWN,
          Denial.NOT_CONFIRMED,
          Denial.LEGITIMATE_INTEREST_ONLY,
          Denial.NO_CONSENT,
          Denial.SOFT_OPT_IN_NOT_COVERED,
          Denial.CONSENT_EXPIRED);

  /** How each comes about, for the newest recipient and topic 21 of a controller we act for. */
  private static final Map<Denial, List<String>> CAUSES = new EnumMap<>(Denial.class);

  static {
    CAUSES.put(Denial.ERASED, List.of(whole("ERASURE", "FRESH_LINK", "recipient", "{}")));
    CAUSES.put(
        Denial.SUPPRESSED_COMPLAINT, List.of(whole("COMPLAINT", "COMPLAINT", "system", "{}")));
    CAUSES.put(
        Denial.SUPPRESSED,
        List.of(
            "INSERT INTO suppression (controller_id, form, digest, domain, cause, reason, route, actor) VALUES"
                + " (2, 'DOMAIN', domain_digest('example.org'), 'example.org', 'STAFF', 'test', 'STAFF_MAIL', 'staff:1')"));
    CAUSES.put(Denial.SUPPRESSED_BOUNCE, List.of(whole("BOUNCE", "BOUNCE", "system", "{}")));
    CAUSES.put(Denial.RESTRICTED, List.of(whole("RESTRICTION", "PREFERENCES", "recipient", "{}")));
    CAUSES.put(Denial.UNDER_AGE, List.of(whole("UNDER_AGE", "FORM", "recipient", "{}")));
    CAUSES.put(Denial.OBJECTION, List.of(topic("OBJECTION", "PREFERENCES", "{}")));
    CAUSES.put(Denial.WITHDRAWN, List.of(topic("WITHDRAWAL", "ONE_CLICK", "{}")));
    CAUSES.put(Denial.NO_AGREEMENT, List.of("DELETE FROM agreement"));
    CAUSES.put(Denial.TOPIC_CLOSED, List.of("UPDATE topic SET open = false WHERE id = 21"));
    CAUSES.put(
        Denial.SENDER_UNVERIFIED,
        List.of("UPDATE controller SET sender_verified = false WHERE id = 2"));
    CAUSES.put(Denial.NOT_CONFIRMED, List.of(topic("CONSENT_REQUESTED", "FORM", "{}")));
    CAUSES.put(Denial.LEGITIMATE_INTEREST_ONLY, List.of(topic("LEGITIMATE_INTEREST", "API", "{}")));
    CAUSES.put(Denial.NO_CONSENT, List.of());
    CAUSES.put(
        Denial.SOFT_OPT_IN_NOT_COVERED,
        List.of(
            topic(
                "SOFT_OPT_IN",
                "IMPORT",
                "{\"obtained_at_sale\":\"free_account\",\"sale_date\":\"2026-01-05\",\"product\":\"map\",\"opt_out_offered\":\"true\"}")));
    CAUSES.put(
        Denial.CONSENT_EXPIRED,
        List.of(
            topic("CONSENT_GIVEN", "IMPORT", "{\"confirmed_at\":\"2020-01-05T10:00:00Z\"}"),
            "UPDATE topic SET expiry_months = 12 WHERE id = 21"));
    CAUSES.put(
        Denial.PAUSED,
        List.of(
            "INSERT INTO ledger (recipient_id, kind, route, actor, until) VALUES ("
                + PERSON
                + ", 'PAUSE', 'PREFERENCES', 'recipient', now() + interval '10 days')"));
    CAUSES.put(
        Denial.FREQUENCY_CAP,
        List.of(
            whole("FREQUENCY", "PREFERENCES", "recipient", "{\"most\":\"1\",\"per\":\"MONTH\"}"),
            "INSERT INTO mailing (controller_id, topic_id, language, subject, body, state, created_by, started_at)"
                + " VALUES (2, 21, 'NL', 's', 'b', 'SENDING', 'staff:1', now())",
            "INSERT INTO delivery (mailing_id, recipient_id, state) SELECT max(id), "
                + PERSON
                + ", 'SENDING' FROM mailing",
            "UPDATE delivery SET state = 'SENT', settled_at = now()"));
  }

  private static DataSource database;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
  }

  @Test
  void everyReasonHasACause() {
    assertEquals(EnumSet.allOf(Denial.class), EnumSet.copyOf(CAUSES.keySet()));
  }

  @Test
  void nothingAgainstItIsPermitted() throws SQLException {
    assertEquals("CONSENT", answer(List.of(consent())));
  }

  @Test
  void eachReasonAlone() throws SQLException {
    for (Denial reason : Denial.values()) {
      assertEquals(reason.name(), answer(acts(reason)), reason.name());
    }
  }

  @Test
  void ofTwoReasonsTheFirstIsTheAnswer() throws SQLException {
    int pairs = 0;
    for (Denial first : Denial.values()) {
      for (Denial second : Denial.values()) {
        boolean together =
            !(STATES_OF_A_TOPIC.contains(first) && STATES_OF_A_TOPIC.contains(second))
                && first != Denial.ERASED;
        if (first.ordinal() < second.ordinal() && together) {
          List<String> acts = new ArrayList<>(acts(second));
          // a complaint and an erasure come after what they outrank; so do the others
          acts.addAll(CAUSES.get(first));
          if (!STATES_OF_A_TOPIC.contains(second) && STATES_OF_A_TOPIC.contains(first)) {
            acts = new ArrayList<>(acts(first));
            acts.addAll(CAUSES.get(second));
          }
          assertEquals(first.name(), answer(acts), first + " and " + second);
          pairs++;
        }
      }
    }
    assertTrue(pairs > 100, "pairs played: " + pairs);
  }

  /** With a consent that would let mail through, unless the reason is a state of the topic. */
  private static List<String> acts(Denial reason) {
    List<String> acts = new ArrayList<>();
    if (!STATES_OF_A_TOPIC.contains(reason)) {
      acts.add(consent());
    }
    acts.addAll(CAUSES.get(reason));
    return acts;
  }

  private static String answer(List<String> acts) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "INSERT INTO recipient (controller_id, address, compare_key, address_key, key_id, source)"
              + " VALUES (2, 'p@example.org', 'p@example.org', decode(md5('p'), 'hex'), 'test', 'test')");
      for (String act : acts) {
        statement.execute(act);
      }
      try (ResultSet row =
          statement.executeQuery(
              "SELECT permitted, basis, reason FROM permission_decision_for(21, ARRAY[decode(md5('p'), 'hex')], ARRAY['p@example.org'],"
                  + " ARRAY[NULL::text], '{}', now())")) {
        row.next();
        return row.getBoolean("permitted") ? row.getString("basis") : row.getString("reason");
      } finally {
        connection.rollback();
      }
    }
  }

  private static String consent() {
    return topic("CONSENT_GIVEN", "CONFIRMATION", "{}");
  }

  private static String topic(String kind, String route, String evidence) {
    return "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor, evidence) VALUES (%s, 21, '%s', '%s', 'recipient', '%s')"
        .formatted(PERSON, kind, route, evidence);
  }

  private static String whole(String kind, String route, String actor, String evidence) {
    return "INSERT INTO ledger (recipient_id, kind, route, actor, evidence) VALUES (%s, '%s', '%s', '%s', '%s')"
        .formatted(PERSON, kind, route, actor, evidence);
  }
}
