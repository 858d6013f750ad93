package nl.voorkeur.permission;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import nl.voorkeur.platform.persistence.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How the rule is carried out with 100,000 people: by index for one or some, in one pass for all,
 * and always inlined, as a function that is called would compute the whole topic each time.
 */
class QueryPlanPgIT {

  private static final int PEOPLE = 100_000;

  private static DataSource database;

  @BeforeAll
  static void fill() throws SQLException {
    database = TestDatabase.fresh();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      statement.execute(
          "INSERT INTO recipient (controller_id, address, compare_key, address_key, key_id, source)"
              + " SELECT 1, a, a, substring(sha256(a::bytea) for 16), 'test', 'test'"
              + " FROM (SELECT 'p' || n || '@example.org' AS a FROM generate_series(1, "
              + PEOPLE
              + ") n) x");
      statement.execute("INSERT INTO standing (recipient_id, seq) SELECT id, 1 FROM recipient");
      statement.execute(
          "INSERT INTO permission (topic_id, recipient_id, address, topic_block, basis, in_seq, given_at)"
              + " SELECT t, id, address, CASE WHEN id % 3 = 0 THEN 'WITHDRAWN'::denial END, 'CONSENT', 1, now()"
              + " FROM unnest(ARRAY[11, 13]) t, recipient");
      statement.execute("SET session_replication_role = origin");
      statement.execute("ANALYZE");
    }
  }

  @Test
  void oneIsFoundByIndex() throws SQLException {
    String plan = plan("SELECT * FROM permission_decision(11, now()) WHERE recipient_id = 77");
    assertInlined(plan);
    assertTrue(plan.contains("permission_pkey"), plan);
    assertFalse(plan.contains("Seq Scan on permission"), plan);
  }

  @Test
  void someAreFoundByIndexAlsoUnderAGenericPlan() throws SQLException {
    for (String mode : new String[] {"force_custom_plan", "force_generic_plan"}) {
      String plan =
          plan(
              "SET plan_cache_mode = " + mode,
              "PREPARE few (bigint, timestamptz, bigint[]) AS SELECT recipient_id, permitted, reason, basis, proof_seq"
                  + " FROM permission_decision($1, $2) WHERE recipient_id = ANY($3)",
              "EXECUTE few (11, now(), '{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16}')");
      assertInlined(plan);
      assertFalse(plan.contains("Seq Scan on permission"), mode + "\n" + plan);
    }
  }

  @Test
  void addressesAreFoundByIndexAlsoUnderAGenericPlan() throws SQLException {
    for (String mode : new String[] {"force_custom_plan", "force_generic_plan"}) {
      String plan =
          plan(
              "SET plan_cache_mode = " + mode,
              "PREPARE asked (bigint, bytea[], text[], text[], bytea[], timestamptz) AS"
                  + " SELECT permitted, reason FROM permission_decision_for($1, $2, $3, $4, $5, $6) ORDER BY asked",
              "EXECUTE asked (11, '{\"\\\\x00112233445566778899aabbccddeeff\"}', '{a@example.org}', '{}', '{}', now())");
      assertInlined(plan);
      assertFalse(plan.contains("Seq Scan on permission"), mode + "\n" + plan);
      assertFalse(plan.contains("Seq Scan on recipient r"), mode + "\n" + plan);
    }
  }

  @Test
  void anAudienceIsOnePassWithAFairEstimate() throws SQLException {
    String plan = plan("SELECT address FROM permission_decision(11, now()) WHERE permitted");
    assertInlined(plan);
    Matcher rows = Pattern.compile("rows=(\\d+)").matcher(plan);
    assertTrue(rows.find(), plan);
    long estimate = Long.parseLong(rows.group(1));
    long real = PEOPLE * 2 / 3;
    assertTrue(estimate > real / 2 && estimate < real * 2, estimate + " for " + real);
  }

  private static void assertInlined(String plan) {
    assertFalse(plan.contains("Function Scan on permission_decision"), plan);
  }

  /** The plan of the last statement, after the others were run. */
  private static String plan(String... statements) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < statements.length - 1; i++) {
        statement.execute(statements[i]);
      }
      StringBuilder plan = new StringBuilder();
      try (ResultSet lines =
          statement.executeQuery("EXPLAIN " + statements[statements.length - 1])) {
        while (lines.next()) {
          plan.append(lines.getString(1)).append('\n');
        }
      }
      return plan.toString();
    }
  }
}
