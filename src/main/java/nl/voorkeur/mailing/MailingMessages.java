package nl.voorkeur.mailing;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.LegalBasis;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.mail.Outgoing;
import nl.voorkeur.platform.text.Texts;
import nl.voorkeur.platform.token.LinkUrls;
import nl.voorkeur.platform.token.ReturnPaths;

/**
 * Writes the messages of one mailing, each in its reader's language; what they share is made once
 * for a language.
 */
final class MailingMessages {

  private static final int LONGEST_LIST_ID = 255;

  private final Job job;
  private final Composer composer;
  private final MessageWriter writer;
  private final LinkUrls urls;
  private final ReturnPaths returnPaths;
  private final Map<Language, InOneLanguage> written = new EnumMap<>(Language.class);
  private final Map<Language, InOneLanguage> counted = new EnumMap<>(Language.class);

  private record InOneLanguage(MessageForm form, Map<LegalBasis, String> reasons) {}

  MailingMessages(
      Job job, LetterWriter letters, MessageWriter writer, LinkUrls urls, ReturnPaths returnPaths) {
    this.returnPaths = returnPaths;
    this.job = job;
    this.composer = new Composer(letters, urls);
    this.writer = writer;
    this.urls = urls.at(job.matter().head().host());
  }

  MailingId mailing() {
    return job.id();
  }

  TopicId topic() {
    return job.topic();
  }

  Outgoing to(Claimed person) {
    Language language = job.languageFor(person.language());
    InOneLanguage shared =
        person.tracked()
            ? counted.computeIfAbsent(language, one -> write(one, composer.counted(job, one)))
            : written.computeIfAbsent(language, one -> write(one, composer.compose(job, one)));
    Map<MergeField, String> values = person.names();
    if (person.tracked()) {
      values.put(MergeField.RESPONSE_TOKEN, urls.response(person.recipient(), job.id()));
    }
    values.put(
        MergeField.UNSUBSCRIBE_URL,
        urls.unsubscribe(person.recipient(), topic(), Optional.of(job.id())));
    values.put(
        MergeField.PREFERENCES_URL, urls.preferences(person.recipient(), Optional.of(job.id())));
    values.put(
        MergeField.WHY,
        shared.reasons().computeIfAbsent(person.basis(), basis -> why(job, language, basis)));
    String domain = job.matter().head().senderAddress().domain();
    String id =
        MessageIds.of("m", job.id().value(), person.recipient().value(), job.seed(), domain);
    EmailAddress returnPath =
        returnPaths.of(job.id(), person.recipient()).orElse(job.matter().head().senderAddress());
    return writer.write(shared.form(), returnPath, person.address(), id, values);
  }

  private InOneLanguage write(Language language, Composer.Composed composed) {
    Matter matter = job.edition(language).matter();
    return new InOneLanguage(
        writer.form(
            composed.letter(),
            matter.head(),
            fields(job, language),
            // service mail has no one-click fields (requirement M2)
            matter.kind().isMarketing(),
            composed.enclosures()),
        new EnumMap<>(LegalBasis.class));
  }

  /** The fields that name the list; nothing about a person (requirement L5). */
  static Map<String, String> fields(Job job, Language language) {
    Matter matter = job.edition(language).matter();
    Map<String, String> shared = new LinkedHashMap<>();
    shared.put("List-Id", listId(matter));
    shared.put("Content-Language", language.code());
    // four parts, the last is the sender
    shared.put(
        "Feedback-ID",
        "m" + job.id() + ":t" + job.topic() + ":" + matter.head().slug() + ":voorkeur");
    return shared;
  }

  /** Why somebody gets it, by what made it allowed. */
  static String why(Job job, Language language, LegalBasis basis) {
    Matter matter = job.edition(language).matter();
    return Texts.of("Mail", language)
        .get("why." + basis.name(), matter.head().name(), matter.topicName());
  }

  /** RFC 2919: stable for the topic's life, in a domain of the sender's (requirement L2). */
  private static String listId(Matter matter) {
    String domain = matter.head().senderAddress().domain();
    String id = "<" + matter.topicSlug() + "." + matter.head().slug() + "." + domain + ">";
    String named = HeaderText.phrase(matter.topicName(), "List-Id: ".length()) + "\r\n " + id;
    return named.length() > LONGEST_LIST_ID ? id : named;
  }
}
