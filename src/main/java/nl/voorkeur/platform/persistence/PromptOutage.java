package nl.voorkeur.platform.persistence;

import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * Lets a query fail at once while the database is away. EclipseLink would sleep 5 s before each of
 * three more tries, with a person waiting and a thread held; no property changes that. One more try
 * without a sleep stays: after a restart of the database it finds a fresh connection.
 */
public class PromptOutage implements SessionCustomizer {

  @Override
  public void customize(Session session) {
    DatabaseLogin login = session.getLogin();
    login.setQueryRetryAttemptCount(1);
    login.setDelayBetweenConnectionAttempts(0);
  }
}
