package nl.voorkeur.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBAccessException;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.TopicText;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.TopicKind;
import nl.voorkeur.permission.OptOut;
import nl.voorkeur.permission.PermissionDecisions;
import nl.voorkeur.permission.PermissionLedger;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.recipient.Recipients;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What only the container can show, on the built WAR: whose transaction commits, and who may call
 * what.
 */
@ExtendWith({ContainerSettings.class, ArquillianExtension.class})
class TransactionsAndRolesIT {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final TopicId WEEKBLIK = new TopicId(11);

  @Inject private Recipients recipients;
  @Inject private PermissionLedger ledger;
  @Inject private PermissionDecisions decisions;
  @Inject private OptOut optOut;
  @Inject private Catalogue catalogue;
  @Resource private UserTransaction transaction;

  @Resource(lookup = "java:app/jdbc/voorkeur")
  private DataSource dataSource;

  @Deployment
  static WebArchive portal() {
    return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/voorkeur.war"))
        .addClass(ContainerSettings.class);
  }

  @Test
  void anOptOutIsFinalEvenIfItsCallerRollsBack() throws Exception {
    RecipientId person = subscriber("final@example.org");
    transaction.begin();
    optOut.withdraw(person, WEEKBLIK, Provenance.byRecipient(Route.ONE_CLICK));
    transaction.rollback();
    assertEquals(new Decision.Denied(Denial.WITHDRAWN), now(person));
  }

  @Test
  void aConsentThatIsRolledBackWasNeverGiven() throws Exception {
    RecipientId person =
        recipients.obtain(IMAILO, EmailAddress.of("never@example.org"), Optional.empty(), "test");
    transaction.begin();
    ledger.confirm(person, List.of(WEEKBLIK), Provenance.byRecipient(Route.CONFIRMATION));
    assertTrue(now(person).isPermitted(), "seen inside its own transaction");
    transaction.rollback();
    assertEquals(new Decision.Denied(Denial.NO_CONSENT), now(person));
    assertEquals(List.of(), ledger.history(person));
  }

  @Test
  void whoHasNoRoleMayNotAskOrChange() {
    assertThrows(EJBAccessException.class, () -> decisions.tally(IMAILO, WEEKBLIK));
    assertThrows(EJBAccessException.class, () -> recipients.search(IMAILO, "", 0, 10));
    assertThrows(EJBAccessException.class, () -> catalogue.close(IMAILO, WEEKBLIK));
    assertThrows(
        EJBAccessException.class,
        () ->
            catalogue.addTopic(
                IMAILO,
                "nieuw",
                TopicKind.NEWSLETTER,
                Map.of(Language.NL, new TopicText("Nieuw", ""))));
  }

  @Test
  void aStuckStatementOrLockEndsByItself() throws Exception {
    assertEquals("30s", setting("statement_timeout"));
    assertEquals("5s", setting("lock_timeout"));
    assertEquals("1min", setting("idle_in_transaction_session_timeout"));
  }

  private String setting(String name) throws Exception {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("SHOW " + name)) {
      row.next();
      return row.getString(1);
    }
  }

  private RecipientId subscriber(String address) {
    RecipientId person =
        recipients.obtain(IMAILO, EmailAddress.of(address), Optional.empty(), "test");
    ledger.confirm(person, List.of(WEEKBLIK), Provenance.byRecipient(Route.CONFIRMATION));
    return person;
  }

  private Decision now(RecipientId person) {
    return decisions.choices(person).stream()
        .filter(choice -> choice.topic().equals(WEEKBLIK))
        .findFirst()
        .orElseThrow()
        .decision();
  }
}
