package nl.voorkeur.mailing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.mail.Outgoing;
import nl.voorkeur.platform.text.Texts;
import nl.voorkeur.platform.token.LinkUrls;

/** Writes the messages of one mailing; what they share is made once. */
final class MailingMessages {

  private static final int LONGEST_LIST_ID = 255;

  private final MailingStore.Job job;
  private final Letter letter;
  private final MessageWriter writer;
  private final LinkUrls urls;
  private final Map<String, String> shared = new LinkedHashMap<>();

  MailingMessages(MailingStore.Job job, LetterWriter letters, MessageWriter writer, LinkUrls urls) {
    this.job = job;
    this.letter = letters.mailing(job.text(), job.matter());
    this.writer = writer;
    this.urls = urls;
    shared.put("List-Id", listId(job));
    // four parts, the last is the sender; nothing about a person (requirement L5)
    shared.put(
        "Feedback-ID",
        "m" + job.id() + ":t" + topic() + ":" + job.matter().head().slug() + ":voorkeur");
  }

  MailingId mailing() {
    return job.id();
  }

  TopicId topic() {
    return job.text().topic();
  }

  Outgoing to(Claimed person) {
    String unsubscribe = urls.unsubscribe(person.recipient(), topic(), Optional.of(job.id()));
    Map<MergeField, String> values = person.names();
    values.put(MergeField.UNSUBSCRIBE_URL, unsubscribe);
    values.put(
        MergeField.PREFERENCES_URL, urls.preferences(person.recipient(), Optional.of(job.id())));
    values.put(MergeField.WHY, why(person));
    Map<String, String> fields = new LinkedHashMap<>(shared);
    if (job.matter().kind().isMarketing()) {
      // RFC 8058 s. 3.1, requirement U1: exactly one of each; service mail has neither (M2)
      fields.put("List-Unsubscribe", "<" + unsubscribe + ">");
      fields.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    String id =
        MessageIds.of(
            "m",
            job.id().value(),
            person.recipient().value(),
            job.seed(),
            job.matter().head().senderAddress().domain());
    return writer.write(letter.fill(values), job.matter().head(), person.address(), id, fields);
  }

  private String why(Claimed person) {
    Language language = job.text().language();
    return Texts.of("Mail", language)
        .get("why." + person.basis().name(), job.matter().head().name(), job.matter().topicName());
  }

  /** RFC 2919: stable for the topic's life, in a domain of the sender's (requirement L2). */
  private static String listId(MailingStore.Job job) {
    String id =
        "<"
            + job.matter().topicSlug()
            + "."
            + job.matter().head().slug()
            + "."
            + job.matter().head().senderAddress().domain()
            + ">";
    String named = HeaderText.phrase(job.matter().topicName(), "List-Id: ".length()) + "\r\n " + id;
    return named.length() > LONGEST_LIST_ID ? id : named;
  }
}
