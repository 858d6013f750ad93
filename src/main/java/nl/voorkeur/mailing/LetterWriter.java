package nl.voorkeur.mailing;

import static nl.voorkeur.mailing.MailLayout.SANS;
import static nl.voorkeur.mailing.MailLayout.escape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.text.Texts;
import org.jsoup.nodes.Document;

/**
 * Writes letters: content from Markdown, between the controller's name above and, below, why one
 * gets it, how to stop, and who it is from with a postal address (Telecommunicatiewet art. 11.7(7),
 * requirement T4). The HTML part and the text part say the same.
 */
final class LetterWriter {

  private static final String SOFT =
      "<p class=\"soft\" style=\"margin:0 0 16px 0;font:400 15px/23px "
          + SANS
          + ";color:#45585b;\">";

  private final MailLayout layout;

  LetterWriter(MailLayout layout) {
    this.layout = layout;
  }

  /** With the layout that every mail has. */
  static LetterWriter usual() {
    try (InputStream page = LetterWriter.class.getResourceAsStream("letter.html")) {
      return new LetterWriter(
          new MailLayout(new String(page.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Draft(Language language, String subject, String preheader, String body) {}

  /** The letter of a mailing. */
  Letter mailing(MailingText text, Matter matter) {
    return mailing(text, matter, new Slots(text.subject(), text.preheader(), text.body()));
  }

  /**
   * The letter of a mailing; afterwards the places tell what the author wrote wrongly between
   * braces.
   */
  Letter mailing(MailingText text, Matter matter, Slots slots) {
    Texts texts = Texts.of("Mail", text.language());
    Letterhead head = matter.head();
    String why = slots.word(MergeField.WHY, "");
    String stop = slots.word(MergeField.UNSUBSCRIBE_URL, "");
    String preferences = slots.word(MergeField.PREFERENCES_URL, "");
    StringBuilder foot = new StringBuilder(why(texts, why));
    StringBuilder textFoot = new StringBuilder(texts.get("why.title") + " " + why + "\n");
    if (matter.kind().isMarketing()) {
      String label = texts.get("stop", matter.topicName());
      foot.append(stopButton(stop, label));
      textFoot.append('\n').append(label).append(":\n").append(stop).append('\n');
    }
    foot.append(link(preferences, texts.get("preferences"))).append(sender(texts, head));
    textFoot.append('\n').append(texts.get("preferences")).append(":\n").append(preferences);
    textFoot.append("\n\n").append(sender(head)).append('\n').append(texts.get("untracked"));
    Draft draft = new Draft(text.language(), text.subject(), text.preheader(), text.body());
    return letter(
        draft, head.name(), matter.topicName(), foot.toString(), textFoot.toString(), slots);
  }

  /** The letter that asks to confirm a sign-up; it advertises nothing (requirement T5). */
  Letter confirmation(
      Language language, Letterhead head, List<String> topics, String url, int days) {
    return system(language, head, "confirm", topics, Optional.of(url), days);
  }

  /**
   * Another letter of the portal itself.
   *
   * @param key the first word of its texts in the bundle
   * @param url of the button, where there is one
   * @param lives how long that works, in the unit of its text
   */
  Letter notice(Language language, Letterhead head, String key, Optional<String> url, int lives) {
    return system(language, head, key, List.of(), url, lives);
  }

  /** A notice without a link, about some things. */
  Letter notice(Language language, Letterhead head, String key, List<String> items) {
    return system(language, head, key, items, Optional.empty(), 0);
  }

  private Letter system(
      Language language,
      Letterhead head,
      String key,
      List<String> items,
      Optional<String> url,
      int lives) {
    Texts texts = Texts.of("Mail", language);
    StringBuilder body = new StringBuilder("# ").append(texts.get(key + ".title"));
    body.append("\n\n").append(texts.get(key + ".text", Markdown.literally(head.name())));
    body.append("\n\n");
    items.forEach(item -> body.append("- ").append(Markdown.literally(item)).append('\n'));
    body.append('\n').append(texts.get(key + ".act"));
    url.ifPresent(
        to -> {
          String button = texts.get(key + ".button");
          body.append("\n\n**[").append(button).append("](<").append(to).append(">)**\n\n");
          body.append(texts.get(key + ".until", lives));
        });
    String subject = texts.get(key + ".subject", head.name());
    String why = texts.get(url.isPresent() ? "why.system" : "why.notice", head.name());
    Draft draft = new Draft(language, subject, "", body.toString());
    return letter(
        draft,
        head.name(),
        "",
        why(texts, escape(why)) + sender(texts, head),
        why + "\n\n" + sender(head) + '\n' + texts.get("untracked"),
        new Slots(subject, body.toString(), why, head.name()));
  }

  private Letter letter(
      Draft draft, String sender, String about, String foot, String textFoot, Slots slots) {
    Document content = Markdown.render(slots.mark(draft.body()), slots);
    String text = PlainText.of(content.body());
    String subject = slots.mark(draft.subject());
    String html =
        layout.page(
            draft.language(),
            escape(subject),
            escape(slots.mark(draft.preheader())),
            escape(sender),
            escape(about),
            MailLayout.content(content),
            foot);
    return new Letter(
        slots.cut(subject), slots.cut(html), slots.cut(text + "\n\n-- \n" + textFoot + "\n"));
  }

  private static String why(Texts texts, String why) {
    return SOFT
        + "<strong class=\"ink\" style=\"color:#11262a;\">"
        + escape(texts.get("why.title"))
        + "</strong> "
        + why
        + "</p>\n";
  }

  private static String stopButton(String url, String label) {
    return "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:0 0 16px 0;\"><tr><td>"
        + "<a class=\"stop\" href=\""
        + url
        + "\" style=\"display:inline-block;padding:10px 18px;border:2px solid #0b5a54;"
        + "border-radius:4px;font:600 16px/20px "
        + SANS
        + ";color:#0b5a54;text-decoration:none;\">"
        + escape(label)
        + "</a></td></tr></table>\n";
  }

  private static String link(String url, String label) {
    return SOFT
        + "<a class=\"soft\" href=\""
        + url
        + "\" style=\"color:#45585b;\">"
        + escape(label)
        + "</a></p>\n";
  }

  private static String sender(Texts texts, Letterhead head) {
    return "<p class=\"soft\" style=\"margin:0 0 16px 0;font:400 14px/21px "
        + SANS
        + ";color:#45585b;\">"
        + escape(sender(head))
        + ". "
        + escape(texts.get("untracked"))
        + "</p>";
  }

  private static String sender(Letterhead head) {
    return head.name() + ", " + head.postalAddress();
  }
}
