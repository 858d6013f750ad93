package nl.voorkeur.importing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.voorkeur.importing.ImportField;
import nl.voorkeur.importing.ImportedRow;
import nl.voorkeur.importing.Refusal;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.text.Texts;

/** The words of these pages that have places to fill in, and those for codes. */
@Named
@RequestScoped
public class ImportWords {

  @Inject private PageLanguage language;

  public String of(String key, Object... values) {
    return Texts.of("Importing", language.getCurrent()).get(key, values);
  }

  /** Why a record is refused. */
  public String refusal(String fault) {
    for (Refusal own : Refusal.values()) {
      if (own.name().equals(fault)) {
        return of("refused." + fault);
      }
    }
    return Texts.of("Reasons", language.getCurrent()).get("address." + fault);
  }

  /** What is to be said of a record besides its outcome. */
  public String details(ImportedRow row, Map<TopicId, String> topics) {
    List<String> details = new ArrayList<>();
    row.fault().map(this::refusal).ifPresent(details::add);
    if (!row.lacking().isEmpty()) {
      boolean wrong = row.fault().filter(Refusal.DATE_INVALID.name()::equals).isPresent();
      details.add(of(wrong ? "detail.wrong" : "detail.lacking", fields(row.lacking())));
    }
    row.mergedInto().map(line -> of("detail.merged", line)).ifPresent(details::add);
    if (!row.keptOut().isEmpty()) {
      details.add(
          of(
              "detail.keptOut",
              row.keptOut().stream().map(topics::get).collect(Collectors.joining(", "))));
    }
    row.notes().forEach(note -> details.add(of("repair." + note)));
    return String.join("; ", details).replace(".; ", ". ");
  }

  private String fields(List<ImportField> fields) {
    return fields.stream().map(field -> of("field." + field)).collect(Collectors.joining(", "));
  }
}
