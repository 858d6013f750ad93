package nl.voorkeur.mailing;

import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.TopicId;

/**
 * What an author writes, in one language.
 *
 * @param preheader the line that mail programs show beside the subject; may be empty
 * @param body with merge fields such as {@code {{first_name|reader}}}
 */
public record MailingText(
    TopicId topic,
    Language language,
    String subject,
    String preheader,
    String body,
    BodyFormat format) {

  public MailingText {
    if (subject.length() > 250 || preheader.length() > 250 || body.length() > 200_000) {
      throw new IllegalArgumentException(
          "a subject and a preheader have at most 250 characters, a body at most 200,000");
    }
  }

  /** A text in Markdown. */
  public MailingText(
      TopicId topic, Language language, String subject, String preheader, String body) {
    this(topic, language, subject, preheader, body, BodyFormat.MARKDOWN);
  }
}
