package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import nl.voorkeur.platform.text.Texts;
import nl.voorkeur.platform.text.Times;

/** The words of the staff pages that have places to fill in, and days and times. */
@Named("say")
@RequestScoped
public class DeskText {

  @Inject private PageLanguage language;

  public String of(String key, Object... values) {
    return Texts.of("Staff", language.getCurrent()).get(key, values);
  }

  /** The words of a key that may not be there. */
  public Optional<String> find(String key) {
    Texts texts = Texts.of("Staff", language.getCurrent());
    return texts.has(key) ? Optional.of(texts.get(key)) : Optional.empty();
  }

  /** The words for a code, such as {@code denied.OBJECTION}. */
  public String reason(String key) {
    return Texts.of("Reasons", language.getCurrent()).get(key);
  }

  public String number(long number) {
    return Times.of(language.getCurrent()).number(number);
  }

  public String day(LocalDate day) {
    return Times.of(language.getCurrent()).day(day);
  }

  public String day(Instant moment) {
    return Times.of(language.getCurrent()).day(moment);
  }

  public String time(Instant moment) {
    return Times.of(language.getCurrent()).time(moment);
  }

  public String moment(Instant moment) {
    return Times.of(language.getCurrent()).moment(moment);
  }
}
