package nl.voorkeur.mailing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.LegalBasis;
import nl.voorkeur.mailing.Composer.Composed;
import nl.voorkeur.mailing.Finding.Kind;
import nl.voorkeur.platform.token.LinkUrls;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Looks a mailing over before it may go out, and shows it as a recipient would see it. */
final class Linter {

  private static final int LARGE = 100_000;

  /** Stand for the recipient's own links while we look whether they are there. */
  private static final String STOP = "https://stop.invalid/";

  private static final String PREFERENCES = "https://preferences.invalid/";

  private final ProgressStore rule;
  private final Composer composer;
  private final LinkUrls urls;

  Linter(ProgressStore rule, Composer composer, LinkUrls urls) {
    this.rule = rule;
    this.composer = composer;
    this.urls = urls;
  }

  /** The mail to somebody of whom we know this; their own links lead to the first page. */
  Preview preview(Job job, Language language, Map<MergeField, String> names, LegalBasis basis) {
    Composed composed = composer.shown(job, language);
    Letter.Filled filled =
        fill(composed, job, language, names, basis, urls.page("/"), urls.page("/"));
    return new Preview(filled.subject(), filled.html(), filled.text(), findings(job, language));
  }

  private static Letter.Filled fill(
      Composed composed,
      Job job,
      Language language,
      Map<MergeField, String> names,
      LegalBasis basis,
      String stop,
      String preferences) {
    Map<MergeField, String> values = new EnumMap<>(MergeField.class);
    values.putAll(names);
    values.put(MergeField.WHY, MailingMessages.why(job, language, basis));
    values.put(MergeField.UNSUBSCRIBE_URL, stop);
    values.put(MergeField.PREFERENCES_URL, preferences);
    return composed.letter().fill(values);
  }

  /** The reason for mail of such a topic, in a preview for nobody in particular. */
  static LegalBasis usualBasis(Matter matter) {
    return matter.kind().isMarketing() ? LegalBasis.CONSENT : LegalBasis.CONTRACT;
  }

  /** All that is to say about a mailing, first what stops it. */
  List<Finding> findings(Job job, Set<Language> wanted) {
    List<Finding> found = new ArrayList<>();
    rule.topicBlock(job.topic())
        .ifPresent(reason -> found.add(Finding.of(Kind.TOPIC_BLOCKED, reason.name())));
    if (job.matter().head().postalAddress().isBlank()) {
      found.add(Finding.of(Kind.POSTAL_ADDRESS_MISSING, ""));
    }
    job.languages().forEach(language -> found.addAll(findings(job, language)));
    Set<Language> missing = new TreeSet<>(wanted);
    missing.removeAll(job.languages());
    missing.forEach(language -> found.add(Finding.of(Kind.LANGUAGE_MISSING, language.name())));
    if (job.tracked()) {
      found.add(Finding.of(Kind.TRACKED, ""));
    }
    found.sort((one, other) -> Boolean.compare(other.stops(), one.stops()));
    return found;
  }

  /** What is to say about one text. */
  List<Finding> findings(Job job, Language language) {
    Matter matter = job.edition(language).matter();
    MailingText text = job.edition(language).text();
    Composed composed = composer.shown(job, language);
    Letter.Filled filled =
        fill(composed, job, language, Map.of(), usualBasis(matter), STOP, PREFERENCES);
    Notes notes = new Notes(language);
    notes.when(filled.subject().isBlank(), Kind.SUBJECT_MISSING);
    notes.when(text.body().isBlank(), Kind.BODY_MISSING);
    composed.slots().unknown().forEach(name -> notes.add(Kind.UNKNOWN_FIELD, name));
    notes.when(composed.slots().wereInAddress(), Kind.FIELD_IN_ADDRESS);
    composed.pictures().unknown().forEach(name -> notes.add(Kind.UNKNOWN_IMAGE, name));
    lookAtLinks(composed.content().document(), notes);
    lookAtWhole(matter, filled, notes);
    composed.slots().bare().forEach(name -> notes.add(Kind.FIELD_WITHOUT_FALLBACK, name));
    if (!composed.content().removed().isEmpty()) {
      notes.add(Kind.CLEANED, String.join(", ", composed.content().removed()));
    }
    notes.when(filled.html().getBytes(StandardCharsets.UTF_8).length > LARGE, Kind.LARGE);
    return notes.found;
  }

  private static void lookAtLinks(Document content, Notes notes) {
    for (String address : Links.in(content)) {
      Links.fault(address).ifPresent(kind -> notes.add(kind, address));
    }
    notes.when(
        content.select("a[href]").stream()
            .anyMatch(link -> link.text().isBlank() && link.select("img[alt~=\\S]").isEmpty()),
        Kind.LINK_EMPTY);
    notes.when(!content.select("img:not([alt]), img[alt~=^\\s*$]").isEmpty(), Kind.ALT_MISSING);
  }

  /** What has to be in every mail, whatever its layout. */
  private static void lookAtWhole(Matter matter, Letter.Filled filled, Notes notes) {
    Document page = Jsoup.parse(filled.html());
    String seen = page.text();
    Letterhead head = matter.head();
    for (String part : List.of(seen, filled.text())) {
      String words = part.replaceAll("\\s+", " ");
      notes.when(
          !words.contains(head.name().strip().replaceAll("\\s+", " "))
              || !words.contains(head.postalAddress().strip().replaceAll("\\s+", " ")),
          Kind.IDENTITY_MISSING);
    }
    notes.when(
        matter.kind().isMarketing() && !isOffered(page, filled.text(), STOP),
        Kind.STOP_LINK_MISSING);
    notes.when(!isOffered(page, filled.text(), PREFERENCES), Kind.PREFERENCES_LINK_MISSING);
    notes.when(
        filled.text().substring(0, filled.text().indexOf("\n-- \n")).isBlank(), Kind.TEXT_MISSING);
  }

  private static boolean isOffered(Document page, String text, String address) {
    return text.contains(address)
        && page.select("a[href=" + address + "]").stream()
            .anyMatch(link -> !link.text().isBlank() && isVisible(link));
  }

  private static boolean isVisible(Element element) {
    return element.parents().stream().noneMatch(Linter::isHidden) && !isHidden(element);
  }

  private static boolean isHidden(Element element) {
    String style = element.attr("style").replaceAll("\\s", "").toLowerCase(java.util.Locale.ROOT);
    return element.hasAttr("hidden")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || style.matches(".*font(-size)?:[^;]*\\b0(px|pt|em)?(;|/|$).*");
  }

  /** The findings about one text; each of a kind and detail once. */
  private static final class Notes {
    private final Language language;
    private final List<Finding> found = new ArrayList<>();

    Notes(Language language) {
      this.language = language;
    }

    void add(Kind kind, String detail) {
      Finding finding = Finding.in(language, kind, detail);
      if (!found.contains(finding)) {
        found.add(finding);
      }
    }

    void when(boolean so, Kind kind) {
      if (so) {
        add(kind, "");
      }
    }
  }
}
