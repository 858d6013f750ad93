package nl.voorkeur.preference.web;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.TopicKind;
import nl.voorkeur.platform.faces.Choice;
import nl.voorkeur.platform.faces.PageText;
import nl.voorkeur.platform.faces.SwitchGroup;
import nl.voorkeur.platform.faces.SwitchGroup.Switch;
import nl.voorkeur.preference.Overview;
import nl.voorkeur.preference.Overview.Line;
import nl.voorkeur.preference.Overview.Words;

/** One person's topics in the words of a page: what can be switched, and what always comes. */
final class TopicSheet {

  private static final Set<Denial> BLOCKS =
      Set.of(
          Denial.SUPPRESSED_COMPLAINT,
          Denial.SUPPRESSED,
          Denial.SUPPRESSED_BOUNCE,
          Denial.RESTRICTED,
          Denial.UNDER_AGE);

  private final Overview overview;
  private final PageText text;
  private final Language language;
  private final boolean proven;

  /**
   * @param proven whether who looks came by a fresh link, so that a yes counts at once
   */
  TopicSheet(Overview overview, PageText text, Language language, boolean proven) {
    this.overview = overview;
    this.text = text;
    this.language = language;
    this.proven = proven;
  }

  /** The switches by kind of mail, then what always comes. */
  List<SwitchGroup> groups() {
    Map<TopicKind, List<Switch>> kinds = new EnumMap<>(TopicKind.class);
    for (Line line : overview.choosable()) {
      kinds.computeIfAbsent(line.kind(), kind -> new ArrayList<>()).add(choosable(line));
    }
    for (Line line : overview.given()) {
      kinds.computeIfAbsent(TopicKind.SERVICE, kind -> new ArrayList<>()).add(given(line));
    }
    return kinds.entrySet().stream()
        .map(kind -> new SwitchGroup(text.of("preferences.kind." + kind.getKey()), kind.getValue()))
        .toList();
  }

  private Switch choosable(Line line) {
    Optional<String> note =
        line.requested() ? Optional.of(text.of("preferences.waits")) : Optional.empty();
    Words words = line.text(language);
    return new Switch(id(line), words.name(), words.description(), note, Optional.empty());
  }

  private Switch given(Line line) {
    Words words = line.text(language);
    return new Switch(
        id(line),
        words.name(),
        words.description(),
        Optional.of(text.of("preferences.always.why")),
        Optional.of(text.of("preferences.always")));
  }

  /** What is on now. */
  Choice choice() {
    return Choice.shows(numbers(on()));
  }

  List<Line> on() {
    return overview.choosable().stream().filter(line -> line.on()).toList();
  }

  /** Of these numbers, the topics that are not stopped yet. */
  List<Line> toStop(Set<Long> numbers) {
    return overview.choosable().stream()
        .filter(line -> numbers.contains(id(line)) && !line.isStopped())
        .toList();
  }

  /** Of these numbers, the topics to ask about; none while nothing may be sent to the person. */
  List<Line> toAsk(Set<Long> numbers) {
    return blocked().isPresent()
        ? List.of()
        : overview.choosable().stream()
            .filter(line -> numbers.contains(id(line)) && !line.on())
            .toList();
  }

  /** Why nothing is sent to this address at all, if so. */
  Optional<String> blocked() {
    return overview.choosable().stream()
        .flatMap(line -> line.reason().stream())
        .filter(BLOCKS::contains)
        .filter(reason -> !proven || reason != Denial.SUPPRESSED_COMPLAINT)
        .findFirst()
        .map(reason -> text.of("preferences.blocked." + reason));
  }

  /** Names in a row. */
  String names(List<Line> lines) {
    return text.list(lines.stream().map(line -> line.text(language).name()).toList());
  }

  /** What the page said about topics that were switched on, as a wording. */
  String wording(List<Line> lines) {
    return text.of("preferences.title")
        + "\n"
        + text.of("preferences.lede")
        + lines.stream()
            .map(line -> line.text(language))
            .map(words -> "\n[ ] " + words.name() + ": " + words.description())
            .collect(Collectors.joining())
        + "\n"
        + text.of(proven ? "preferences.rule.proven" : "preferences.rule")
        + "\n["
        + text.of("preferences.save")
        + "]";
  }

  static Set<Long> numbers(List<Line> lines) {
    return lines.stream().map(TopicSheet::id).collect(Collectors.toUnmodifiableSet());
  }

  static List<TopicId> ids(List<Line> lines) {
    return lines.stream().map(Line::topic).toList();
  }

  private static long id(Line line) {
    return line.topic().value();
  }
}
