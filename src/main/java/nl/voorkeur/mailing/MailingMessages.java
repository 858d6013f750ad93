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

/** Writes the messages of one mailing; what they share is made once. */
final class MailingMessages {

  private static final int LONGEST_LIST_ID = 255;

  private final MailingStore.Job job;
  private final MessageForm form;
  private final MessageWriter writer;
  private final LinkUrls urls;
  private final ReturnPaths returnPaths;
  private final Map<LegalBasis, String> reasons = new EnumMap<>(LegalBasis.class);

  MailingMessages(
      MailingStore.Job job,
      LetterWriter letters,
      MessageWriter writer,
      LinkUrls urls,
      ReturnPaths returnPaths) {
    this.returnPaths = returnPaths;
    this.job = job;
    this.writer = writer;
    this.urls = urls;
    Map<String, String> shared = new LinkedHashMap<>();
    shared.put("List-Id", listId(job));
    // four parts, the last is the sender; nothing about a person (requirement L5)
    shared.put(
        "Feedback-ID",
        "m" + job.id() + ":t" + topic() + ":" + job.matter().head().slug() + ":voorkeur");
    // service mail has no one-click fields (requirement M2)
    boolean marketing = job.matter().kind().isMarketing();
    this.form =
        writer.form(
            letters.mailing(job.text(), job.matter()), job.matter().head(), shared, marketing);
  }

  MailingId mailing() {
    return job.id();
  }

  TopicId topic() {
    return job.text().topic();
  }

  Outgoing to(Claimed person) {
    Map<MergeField, String> values = person.names();
    values.put(
        MergeField.UNSUBSCRIBE_URL,
        urls.unsubscribe(person.recipient(), topic(), Optional.of(job.id())));
    values.put(
        MergeField.PREFERENCES_URL, urls.preferences(person.recipient(), Optional.of(job.id())));
    values.put(MergeField.WHY, reasons.computeIfAbsent(person.basis(), this::why));
    String id =
        MessageIds.of(
            "m",
            job.id().value(),
            person.recipient().value(),
            job.seed(),
            job.matter().head().senderAddress().domain());
    EmailAddress returnPath =
        returnPaths.of(job.id(), person.recipient()).orElse(job.matter().head().senderAddress());
    return writer.write(form, returnPath, person.address(), id, values);
  }

  private String why(LegalBasis basis) {
    Language language = job.text().language();
    return Texts.of("Mail", language)
        .get("why." + basis.name(), job.matter().head().name(), job.matter().topicName());
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
