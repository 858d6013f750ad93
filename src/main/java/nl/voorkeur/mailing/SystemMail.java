package nl.voorkeur.mailing;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;

/**
 * The mail that the portal itself has to send. It is written down in the caller's transaction, so
 * that it leaves exactly when what it is about was kept, and sent within a second or two after.
 *
 * <p>It carries no promotion (requirement T5) and says {@code Auto-Submitted: auto-generated}
 * (requirement A1).
 */
@Stateless
public class SystemMail {

  private SystemMailStore store;

  /** For the container. */
  public SystemMail() {}

  @Inject
  public SystemMail(Sql sql) {
    this.store = new SystemMailStore(sql);
  }

  /**
   * Asks a person to confirm a sign-up.
   *
   * @param signUp the subject of the link in it
   * @param topicNames what was asked for, as the person knows it
   */
  @PermitAll
  public void confirmation(
      ControllerId controller,
      RecipientId recipient,
      Language language,
      long signUp,
      List<String> topicNames) {
    store.add(
        SystemMailKind.CONFIRMATION,
        controller,
        recipient,
        language,
        signUp,
        topicNames,
        Optional.empty());
  }

  /**
   * Mails a person the link to their own pages.
   *
   * @param request the subject of the link in it
   */
  @PermitAll
  public void freshLink(
      ControllerId controller, RecipientId recipient, Language language, long request) {
    store.add(
        SystemMailKind.LINK, controller, recipient, language, request, List.of(), Optional.empty());
  }

  /**
   * Asks at the mailbox that a person wants to move to whether it is theirs.
   *
   * @param move the subject of the link in it
   */
  @PermitAll
  public void confirmMove(
      ControllerId controller,
      RecipientId recipient,
      Language language,
      long move,
      EmailAddress to) {
    store.add(
        SystemMailKind.MOVE, controller, recipient, language, move, List.of(), Optional.of(to));
  }

  /** Tells the mailbox that a person left that they did, in case it was somebody else. */
  @PermitAll
  public void moved(
      ControllerId controller,
      RecipientId recipient,
      Language language,
      long move,
      EmailAddress left) {
    store.add(
        SystemMailKind.MOVED, controller, recipient, language, move, List.of(), Optional.of(left));
  }

  /**
   * Tells a person that their request was taken up.
   *
   * @param rightsCase which one
   * @param due until when it is answered, as the person reads a day
   */
  @PermitAll
  public void caseOpened(
      ControllerId controller,
      RecipientId recipient,
      Language language,
      long rightsCase,
      String due) {
    store.add(
        SystemMailKind.CASE_OPENED,
        controller,
        recipient,
        language,
        rightsCase,
        List.of(due),
        Optional.empty());
  }

  /**
   * Tells a person what came of their request.
   *
   * @param answer what was done, or why not
   */
  @PermitAll
  public void caseClosed(
      ControllerId controller,
      RecipientId recipient,
      Language language,
      long rightsCase,
      String answer) {
    store.add(
        SystemMailKind.CASE_CLOSED,
        controller,
        recipient,
        language,
        rightsCase,
        List.of(answer),
        Optional.empty());
  }
}
