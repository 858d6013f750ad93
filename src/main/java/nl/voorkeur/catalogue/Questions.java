package nl.voorkeur.catalogue;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.QuestionId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/** What each controller asks about people. */
@Stateless
public class Questions {

  private QuestionStore store;
  private Audit audit;

  /** For the container. */
  public Questions() {}

  @Inject
  public Questions(Sql sql, Audit audit) {
    this.store = new QuestionStore(sql);
    this.audit = audit;
  }

  /** All of them, closed ones too, in the order in which they are asked. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<Question> all(ControllerId controller) {
    return store.all(controller);
  }

  /** Asks one more, after the others. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public QuestionId add(
      ControllerId controller, boolean profiling, Map<Language, Question.Text> texts) {
    QuestionId id = store.add(controller, profiling, texts);
    record("QUESTION_ADDED", controller, id);
    return id;
  }

  /**
   * Takes over new words.
   *
   * @param version the one that was read
   * @return whether it was done; not when somebody else changed it since
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean change(
      ControllerId controller,
      QuestionId id,
      long version,
      boolean profiling,
      Map<Language, Question.Text> texts) {
    boolean done = store.change(controller, id, version, profiling, texts);
    if (done) {
      record("QUESTION_CHANGED", controller, id);
    }
    return done;
  }

  /** Asks it no more, or again; answers stay. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public void open(ControllerId controller, QuestionId id, boolean asked) {
    if (store.open(controller, id, asked)) {
      record(asked ? "QUESTION_REOPENED" : "QUESTION_CLOSED", controller, id);
    }
  }

  private void record(String act, ControllerId controller, QuestionId id) {
    audit.record(act, Optional.of(controller), "question " + id, "");
  }
}
