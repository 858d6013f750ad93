package nl.voorkeur.catalogue.web;

import java.net.IDN;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.catalogue.Accent;
import nl.voorkeur.catalogue.Colour;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Look;
import nl.voorkeur.kernel.Language;

/** What staff type about the look of a controller. */
public final class LookForm {

  private static final Pattern ORIGIN =
      Pattern.compile("https://[a-z0-9-]+(?:\\.[a-z0-9-]+)+(?::[0-9]{1,5})?");
  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{4,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+");
  private static final Map<Accent, String> OURS =
      Map.of(Accent.LIGHT, "#0b5a54", Accent.DARK, "#7fd1c6");
  private static final int LONGEST_NAME = 120;
  private static final int LONGEST_FOOTER = 300;

  private final Map<Accent, String> accents = new EnumMap<>(OURS);
  private final Map<Language, String> names = new EnumMap<>(Language.class);
  private final Map<Language, String> footers = new EnumMap<>(Language.class);
  private String framers = "";
  private String host = "";
  private long version;

  static LookForm of(Controller controller) {
    LookForm form = new LookForm();
    Look look = controller.look();
    look.accents().forEach((accent, colour) -> form.accents.put(accent, colour.toString()));
    form.names.putAll(look.names());
    form.footers.putAll(look.footers());
    form.framers = String.join(" ", look.framers());
    form.host = controller.host().orElse("");
    form.version = controller.version();
    return form;
  }

  /**
   * Finds what is not right yet.
   *
   * @param problem takes a field and the key of its remark
   * @param contrast takes an accent that can't be read
   */
  void check(BiConsumer<String, String> problem, BiConsumer<Accent, Colour> contrast) {
    accents.forEach(
        (accent, text) ->
            Colour.parse(text)
                .ifPresentOrElse(
                    colour -> {
                      if (!accent.passes(colour)) {
                        contrast.accept(accent, colour);
                      }
                    },
                    () -> problem.accept(field(accent), "look.colour.wrong")));
    check(names, "lookName_", LONGEST_NAME, problem);
    check(footers, "lookFooter_", LONGEST_FOOTER, problem);
    if (origins().stream().anyMatch(origin -> !ORIGIN.matcher(origin).matches())) {
      problem.accept("framers", "look.framers.wrong");
    }
    if (!host.isEmpty() && !HOST.matcher(host).matches()) {
      problem.accept("host", "look.host.wrong");
    }
  }

  private static void check(
      Map<Language, String> texts, String field, int longest, BiConsumer<String, String> problem) {
    given(texts)
        .forEach(
            (language, text) -> {
              if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
                problem.accept(field + language.code(), "text.control");
              }
            });
  }

  static String field(Accent accent) {
    return accent == Accent.LIGHT ? "accentLight" : "accentDark";
  }

  /** Takes the nearest colours that can be read in place of those that can't. */
  void soften() {
    accents.replaceAll(
        (accent, text) ->
            Colour.parse(text).map(accent::nearest).map(Colour::toString).orElse(text));
  }

  /** What was typed, once it was checked; our own colours are none of the controller's. */
  Look look() {
    return new Look(
        accents.equals(OURS)
            ? Map.of()
            : accents.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey, one -> Colour.parse(one.getValue()).orElseThrow())),
        given(names),
        given(footers),
        Optional.empty(),
        new ArrayList<>(origins()));
  }

  private static Map<Language, String> given(Map<Language, String> texts) {
    return texts.entrySet().stream()
        .filter(one -> one.getValue() != null && !one.getValue().isBlank())
        .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().strip()));
  }

  private List<String> origins() {
    return Stream.ofNullable(framers)
        .flatMap(text -> Stream.of(text.strip().split("[\\s,]+")))
        .filter(origin -> !origin.isEmpty())
        .distinct()
        .toList();
  }

  public String getLight() {
    return accents.get(Accent.LIGHT);
  }

  public void setLight(String colour) {
    accents.put(Accent.LIGHT, colour == null ? "" : colour.strip());
  }

  public String getDark() {
    return accents.get(Accent.DARK);
  }

  public void setDark(String colour) {
    accents.put(Accent.DARK, colour == null ? "" : colour.strip());
  }

  /** By language, for the fields of the form. */
  public Map<Language, String> getNames() {
    return names;
  }

  /** By language, for the fields of the form. */
  public Map<Language, String> getFooters() {
    return footers;
  }

  public String getFramers() {
    return framers;
  }

  public void setFramers(String framers) {
    this.framers = framers;
  }

  /** The host name that was typed, as A-labels. */
  Optional<String> host() {
    return Optional.of(host).filter(name -> !name.isEmpty());
  }

  public String getHost() {
    return host;
  }

  /** Takes it in the letters of any language, and from an address with its scheme. */
  public void setHost(String typed) {
    String bare =
        typed == null ? "" : typed.strip().replaceFirst("^https?://", "").replaceFirst("/$", "");
    try {
      host = IDN.toASCII(bare).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException notAName) {
      host = bare; // refused by the check
    }
  }

  public long getVersion() {
    return version;
  }

  public void setVersion(long version) {
    this.version = version;
  }
}
