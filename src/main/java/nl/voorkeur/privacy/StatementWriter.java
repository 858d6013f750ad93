package nl.voorkeur.privacy;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.voorkeur.catalogue.ControllerRole;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.text.Marked;
import nl.voorkeur.platform.text.Texts;

/**
 * Writes the statement from the facts, in plain words (GDPR art. 12(1)), as Markdown with one
 * thought a line. A fact that nobody gave makes no sentence; what a controller typed is shown as it
 * is, whatever it looks like.
 */
final class StatementWriter {

  private static final String DUTCH_AUTHORITY = "Autoriteit Persoonsgegevens";
  private static final String DUTCH_AUTHORITY_PAGE = "https://www.autoriteitpersoonsgegevens.nl";
  private static final Pattern MAILBOX = Pattern.compile("[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+");
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"]+");

  private final Material material;
  private final Answers answers;
  private final Language language;
  private final Texts texts;
  private final List<String> lines = new ArrayList<>();

  private StatementWriter(Material material, Language language) {
    this.material = material;
    this.answers = material.answers();
    this.language = language;
    this.texts = Texts.of("Statement", language);
  }

  /** The statement in one language. */
  static String write(Material material, Language language) {
    StatementWriter writer = new StatementWriter(material, language);
    writer.who();
    writer.data();
    writer.purposes();
    writer.processors();
    writer.sharing();
    writer.transfers();
    writer.periods();
    writer.profiling();
    writer.cookies();
    writer.security();
    writer.rights();
    writer.changes();
    return writer.text();
  }

  /** Items of one list stand close together, everything else apart. */
  private String text() {
    StringBuilder text = new StringBuilder();
    boolean inList = false;
    for (String line : lines) {
      boolean item = line.startsWith("- ");
      text.append(text.isEmpty() ? "" : inList && item ? "\n" : "\n\n").append(line);
      inList = item;
    }
    return text.append('\n').toString();
  }

  /** The statement in each language of the controller. */
  static Map<Language, String> write(Material material) {
    Map<Language, String> all = new EnumMap<>(Language.class);
    material.responsible().languages().forEach(one -> all.put(one, write(material, one)));
    return all;
  }

  /** Whether the Dutch authority is the one to complain to, as no other was named. */
  static boolean isDutch(Answers answers) {
    return answers.text(Question.AUTHORITY).isEmpty()
        && answers.text(Question.COUNTRY).filter("NL"::equals).isPresent();
  }

  private void who() {
    words(Question.INTRODUCTION).ifPresent(lines::add);
    heading("who");
    var responsible = material.responsible();
    say("who.responsible", typed(responsible.name()), typed(responsible.postalAddress()));
    if (responsible.ourRole() == ControllerRole.SUB_PROCESSOR) {
      responsible.principal().ifPresent(one -> say("who.chain", typed(one)));
    }
    text(Question.REPRESENTATIVE).ifPresent(one -> say("who.representative", one));
    answers
        .one(Question.OFFICER, Officer.class)
        .ifPresent(
            officer -> {
              if (officer == Officer.APPOINTED) {
                text(Question.OFFICER_CONTACT).ifPresent(one -> say("who.officer", one));
              } else {
                words(Question.OFFICER_REASON).ifPresent(one -> say("who.no-officer", one));
              }
            });
    list("who.laws", "law.", answers.many(Question.LAWS, Law.class));
    list("who.groups", "group.", answers.many(Question.GROUPS, Group.class));
  }

  private void data() {
    heading("data");
    say("data.intro");
    list("data.given", "data.", answers.many(Question.DATA_GIVEN, DataCategory.class));
    if (answers.isAnswered(Question.DATA_REQUIRED)) {
      var required = answers.many(Question.DATA_REQUIRED, DataCategory.class);
      if (required.isEmpty()) {
        say("data.nothing-required");
      } else {
        list("data.required", "data.", required);
      }
    }
    list("data.generated", "data.", answers.many(Question.DATA_GENERATED, DataCategory.class));
    list("data.public", "data.", answers.many(Question.DATA_PUBLIC, DataCategory.class));
    if (!answers.many(Question.DATA_PUBLIC, DataCategory.class).isEmpty()) {
      words(Question.PUBLIC_ORIGIN).ifPresent(one -> say("data.origin", one));
    }
    list("data.principal", "data.", answers.many(Question.DATA_PRINCIPAL, DataCategory.class));
    if (!answers.many(Question.DATA_PRINCIPAL, DataCategory.class).isEmpty()) {
      words(Question.PRINCIPAL_ORIGIN).ifPresent(one -> say("data.origin", one));
    }
  }

  private void purposes() {
    List<String> done = new ArrayList<>();
    for (Question purpose : Question.PURPOSES) {
      material
          .ground(purpose)
          .filter(ground -> ground != Ground.NOT_DONE)
          .ifPresent(
              ground ->
                  done.add(
                      "- **"
                          + texts.get("purpose." + purpose.name())
                          + "**"
                          + topics(purpose)
                          + ". "
                          + texts.get("ground." + ground.name())));
    }
    if (done.isEmpty()) {
      return;
    }
    heading("why");
    say("why.intro");
    lines.addAll(done);
    if (material.restsOn(Ground.CONSENT)) {
      say("why.consent");
    }
    if (material.restsOn(Ground.CUSTOMER)) {
      say("why.customer");
    }
    if (material.restsOn(Ground.LEGAL_OBLIGATION)) {
      words(Question.LAW_DUTY).ifPresent(one -> say("why.duty", one));
    }
    if (material.restsOn(Ground.INTEREST, Ground.CUSTOMER)) {
      words(Question.INTERESTS).ifPresent(one -> say("why.interests", one));
    }
  }

  private String topics(Question purpose) {
    List<String> names =
        material.mails().stream()
            .filter(mail -> Material.purpose(mail.kind()) == purpose)
            .map(mail -> typed(mail.name(language)))
            .toList();
    return names.isEmpty() ? "" : " (" + String.join(", ", names) + ")";
  }

  private void processors() {
    Optional<Used> used = answers.one(Question.PROCESSORS, Used.class);
    if (used.isEmpty()) {
      return;
    }
    heading("processors");
    if (used.get() == Used.NONE) {
      say("processors.none");
    } else if (!material.processors().isEmpty()) {
      say("processors.intro");
      material.processors().stream()
          .sorted(Comparator.comparing(Processor::category))
          .map(this::processor)
          .distinct()
          .forEach(lines::add);
      if (material.processors().stream().allMatch(one -> one.isAgreed(material.today()))) {
        say("processors.agreed");
      }
    }
    answers
        .one(Question.ANALYTICS, Used.class)
        .ifPresent(
            counting -> {
              if (counting == Used.NONE) {
                say("analytics.none");
              } else {
                material.engaged().stream().filter(Processor::isAnalytics).forEach(this::analytics);
              }
            });
  }

  private String processor(Processor one) {
    String duty = one.duties().getOrDefault(language, "");
    return "- **"
        + texts.get("processor." + one.category().name())
        + "** ("
        + typed(Countries.name(one.country(), language))
        + ")"
        + (duty.isBlank() ? "" : ": " + typed(duty));
  }

  /** Of these the name is told, as people have to find its policy (requirements S15b to S15g). */
  private void analytics(Processor one) {
    String name = typed(one.name());
    say("analytics.by", name, typed(Countries.name(one.country(), language)));
    one.policy().ifPresent(policy -> say("analytics.policy", name, link(policy)));
    one.ownUse().ifPresent(use -> say("analytics.own-use." + use.name(), name));
    Optional.ofNullable(one.onward().get(language))
        .filter(onward -> !onward.isBlank())
        .ifPresent(onward -> say("analytics.onward", name, typed(onward)));
  }

  private void sharing() {
    if (!answers.isAnswered(Question.SHARED)) {
      return;
    }
    heading("sharing");
    Set<Sharing> reasons = answers.many(Question.SHARED, Sharing.class);
    if (reasons.isEmpty()) {
      say("sharing.nobody");
      return;
    }
    list("sharing.intro", "sharing.", reasons);
    if (reasons.contains(Sharing.CONTRACT)) {
      words(Question.SHARED_WITH).ifPresent(one -> say("sharing.with", one));
    }
  }

  private void transfers() {
    List<Processor> abroad =
        material.engaged().stream()
            .filter(one -> one.isAbroad() && one.safeguard().isPresent())
            .toList();
    Optional<Abroad> shared =
        material.sharedAbroad().filter(one -> one != Abroad.NO && one != Abroad.UNSAFE);
    boolean known =
        answers.isAnswered(Question.PROCESSORS)
            && answers.isAnswered(Question.SHARED)
            && (!material.shares(Sharing.CONTRACT) || material.sharedAbroad().isPresent());
    if (!abroad.isEmpty() || shared.isPresent()) {
      heading("transfers");
      say("transfers.intro");
      abroad.stream()
          .map(
              one ->
                  "- **"
                      + texts.get("processor." + one.category().name())
                      + "** ("
                      + typed(Countries.name(one.country(), language))
                      + "): "
                      + texts.get("safeguard." + one.safeguard().orElseThrow().name()))
          .distinct()
          .forEach(lines::add);
      shared.ifPresent(
          one ->
              lines.add(
                  "- **"
                      + texts.get("transfers.shared")
                      + "**: "
                      + texts.get("safeguard." + one.name())));
      say("transfers.copy", mailTo(material.responsible().email()));
    } else if (known && material.unsafeTransfers().isEmpty()) {
      heading("transfers");
      say("transfers.none");
    }
  }

  private void periods() {
    List<String> told =
        material.periods().stream()
            .flatMap(
                one ->
                    answers.kept(one).stream()
                        .map(
                            kept ->
                                "- **"
                                    + texts.get("keep." + one.name())
                                    + "**: "
                                    + texts.get("period." + kept.unit().name(), kept.amount())))
            .toList();
    if (!told.isEmpty()) {
      heading("keep");
      say("keep.intro");
      lines.addAll(told);
    }
  }

  private void profiling() {
    answers
        .one(Question.PROFILING, Profiling.class)
        .ifPresent(
            one -> {
              heading("profiling");
              say("profiling." + one.name());
              if (one != Profiling.NONE) {
                words(Question.PROFILING_HOW).ifPresent(how -> say("profiling.how", how));
              }
            });
  }

  private void cookies() {
    heading("cookies");
    say("cookies.what");
    say("cookies.portal");
    answers
        .one(Question.SITE_COOKIES, SiteCookies.class)
        .ifPresent(
            one -> {
              if (one == SiteCookies.NONE) {
                say("cookies.site.none");
              } else {
                address(Question.SITE_COOKIES_PAGE).ifPresent(to -> say("cookies.site.page", to));
              }
            });
    address(Question.BROWSER_HELP).ifPresent(to -> say("cookies.browser", to));
  }

  private void security() {
    Set<Measure> measures = answers.many(Question.MEASURES, Measure.class);
    Optional<String> more = words(Question.MEASURES_MORE);
    if (measures.isEmpty() && more.isEmpty()) {
      return;
    }
    heading("security");
    list("security.intro", "measure.", measures);
    more.ifPresent(lines::add);
  }

  private void rights() {
    heading("rights");
    say("rights.intro");
    Stream.of("ACCESS", "RECTIFICATION", "ERASURE", "OBJECTION", "RESTRICTION")
        .forEach(right -> lines.add("- " + texts.get("right." + right)));
    if (material.restsOn(Ground.CONSENT, Ground.CONTRACT)) {
      lines.add("- " + texts.get("right.PORTABILITY"));
    }
    var responsible = material.responsible();
    say("rights.how", mailTo(responsible.email()), typed(responsible.postalAddress()));
    responsible.phone().ifPresent(phone -> say("rights.phone", typed(phone)));
    say("rights.when");
    Optional<String> authority =
        isDutch(answers) ? Optional.of(DUTCH_AUTHORITY) : text(Question.AUTHORITY);
    Optional<String> page =
        address(Question.AUTHORITY_PAGE)
            .or(
                () ->
                    isDutch(answers) ? Optional.of(link(DUTCH_AUTHORITY_PAGE)) : Optional.empty());
    authority.ifPresent(name -> say("rights.complaint", name));
    if (authority.isPresent()) {
      page.ifPresent(to -> say("rights.complaint.page", to));
    }
  }

  private void changes() {
    heading("changes");
    say("changes.versions");
    answers.one(Question.NOTICE, Notice.class).ifPresent(one -> say("changes." + one.name()));
  }

  private void heading(String key) {
    lines.add("## " + texts.get("heading." + key));
  }

  private void say(String key, Object... values) {
    lines.add(texts.get(key, values));
  }

  private <E extends Enum<E>> void list(String intro, String prefix, Set<E> options) {
    if (!options.isEmpty()) {
      say(intro);
      Function<E, String> item = one -> "- " + texts.get(prefix + one.name());
      options.stream().map(item).forEach(lines::add);
    }
  }

  private Optional<String> words(Question question) {
    return answers.words(question, language).map(StatementWriter::typed);
  }

  private Optional<String> text(Question question) {
    return answers.text(question).map(StatementWriter::typed);
  }

  private Optional<String> address(Question question) {
    return answers.text(question).map(StatementWriter::link);
  }

  private static String typed(String value) {
    return Marked.literally(value);
  }

  private static String mailTo(String address) {
    return MAILBOX.matcher(address).matches() ? "<" + address + ">" : typed(address);
  }

  /** A link that shows where it leads; only the text when it is no address on the web. */
  private static String link(String address) {
    if (!ADDRESS.matcher(address).matches()) {
      return typed(address);
    }
    try {
      return "<" + URI.create(address).toASCIIString() + ">";
    } catch (IllegalArgumentException notAnAddress) {
      return typed(address);
    }
  }
}
