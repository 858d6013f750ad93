package nl.voorkeur.privacy.web;

import java.util.List;
import java.util.Set;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.kernel.Language;

/** The languages in which a version can be read. */
final class StatementLanguages {

  private StatementLanguages() {}

  /** The controller's default first, as everywhere, when the version has it. */
  static List<Language> of(Controller controller, Set<Language> published) {
    List<Language> known = controller.languages().stream().filter(published::contains).toList();
    return known.isEmpty() ? published.stream().sorted().toList() : known;
  }
}
