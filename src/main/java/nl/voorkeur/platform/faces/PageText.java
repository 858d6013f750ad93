package nl.voorkeur.platform.faces;

import com.ibm.icu.text.ListFormatter;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Collection;
import nl.voorkeur.platform.text.Texts;

/** The words of the public pages that have places to fill in: {@code #{text.of('key', value)}}. */
@Named("text")
@RequestScoped
public class PageText {

  private final PageLanguage language;

  /** For the container. */
  protected PageText() {
    this.language = null;
  }

  @Inject
  public PageText(PageLanguage language) {
    this.language = language;
  }

  public String of(String key) {
    return texts().get(key);
  }

  public String of(String key, Object value) {
    return texts().get(key, value);
  }

  public String of(String key, Object first, Object second) {
    return texts().get(key, first, second);
  }

  /** Names in a row, as that language joins them: "A, B en C". */
  public String list(Collection<String> names) {
    return ListFormatter.getInstance(language.getCurrent().locale()).format(names);
  }

  /** The bundle of the public pages in the language of this page. */
  public Texts texts() {
    return Texts.of("Messages", language.getCurrent());
  }
}
