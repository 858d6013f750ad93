package nl.voorkeur.mailing.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.security.Principal;
import java.util.Optional;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.mailing.Drafts;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.platform.rest.Problem;

/**
 * Who asks, and what the address of a call names; the caller's reach is asked by naming its
 * controller.
 */
@RequestScoped
public class Asked {

  static final String NOT_A_DRAFT =
      "Only a draft that does not wait for its start is changed, and only within its controller.";

  @Inject private Drafts drafts;
  @Inject private Principal caller;

  /** Who asks: {@code token:<id>}. */
  public String by() {
    return caller.getName();
  }

  public Mailing mailing(long id) {
    return Optional.of(id)
        .filter(number -> number > 0)
        .map(MailingId::new)
        .flatMap(number -> drafts.controllerOf(number).flatMap(whose -> drafts.find(whose, number)))
        .orElseThrow(() -> Problem.notFound("mailing"));
  }

  static Language language(String code) {
    return Language.of(code)
        .orElseThrow(() -> Problem.badRequest("language-unknown", "language is nl, en, de or fr."));
  }

  /** Answers that there was no draft to change. */
  static void changed(boolean done) {
    if (!done) {
      throw Problem.exception(409, "not-a-draft", NOT_A_DRAFT);
    }
  }
}
