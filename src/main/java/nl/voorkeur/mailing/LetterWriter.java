package nl.voorkeur.mailing;

import static nl.voorkeur.mailing.MailLayout.escape;

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

  private final MailLayout layout;

  LetterWriter(MailLayout layout) {
    this.layout = layout;
  }

  /** With the layout that every mail has. */
  static LetterWriter usual() {
    return new LetterWriter(new MailLayout(MailLayout.usual()));
  }

  /** With the layout of a mailing, where it has one of its own. */
  LetterWriter in(Optional<String> page) {
    return page.map(MailLayout::new).map(LetterWriter::new).orElse(this);
  }

  private record Draft(
      Language language,
      String subject,
      String preheader,
      Content content,
      Optional<Tracking> tracking) {}

  /** The letter of a mailing without pictures. */
  Letter mailing(MailingText text, Matter matter) {
    return mailing(text, matter, Pictures.none());
  }

  /** The letter of a mailing. */
  Letter mailing(MailingText text, Matter matter, Pictures pictures) {
    Slots slots = Slots.of(text);
    return mailing(text, matter, slots, content(text, slots, pictures));
  }

  /** What the author wrote; the places tell what was wrong between braces. */
  static Content content(MailingText text, Slots slots, Pictures pictures) {
    return Content.of(slots.mark(text.body()), text.format(), slots, pictures);
  }

  /** The letter of a mailing around its content. */
  Letter mailing(MailingText text, Matter matter, Slots slots, Content content) {
    return mailing(text, matter, slots, content, Optional.empty());
  }

  /**
   * The letter of a mailing around its content.
   *
   * @param tracking how it tells us that it was opened and what was clicked, if it does
   */
  Letter mailing(
      MailingText text, Matter matter, Slots slots, Content content, Optional<Tracking> tracking) {
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
    String seen = texts.get(tracking.isPresent() ? "tracked" : "untracked");
    foot.append(link(preferences, texts.get("preferences"))).append(sender(head, seen));
    textFoot.append('\n').append(texts.get("preferences")).append(":\n").append(preferences);
    textFoot.append("\n\n").append(sender(head)).append('\n').append(seen);
    Draft draft = new Draft(text.language(), text.subject(), text.preheader(), content, tracking);
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

  /**
   * Tells somebody where their data came from (GDPR art. 14(2)(f)), with the page on which they see
   * them, object, and find the rest of what they have to know.
   */
  Letter sourceNotice(Language language, Letterhead head, List<String> sources, String url) {
    return system(language, head, "source", sources, Optional.of(url), 0);
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
    String reason =
        key.equals("source") ? "LEGAL_OBLIGATION" : url.isPresent() ? "system" : "notice";
    String why = texts.get("why." + reason, head.name());
    Slots slots = new Slots(subject, body.toString(), why, head.name());
    Content content = Content.ofMarkdown(slots.mark(body.toString()), slots);
    Draft draft = new Draft(language, subject, "", content, Optional.empty());
    return letter(
        draft,
        head.name(),
        "",
        why(texts, escape(why)) + sender(head, texts.get("untracked")),
        why + "\n\n" + sender(head) + '\n' + texts.get("untracked"),
        slots);
  }

  private Letter letter(
      Draft draft, String sender, String about, String foot, String textFoot, Slots slots) {
    Document content = draft.content().document();
    String text = PlainText.of(content.body());
    String subject = slots.mark(draft.subject());
    String token = slots.word(MergeField.RESPONSE_TOKEN, "");
    draft.tracking().ifPresent(tracking -> tracking.count(content, token));
    String html =
        layout.page(
            draft.language(),
            escape(subject),
            escape(slots.mark(draft.preheader())),
            escape(sender),
            escape(about),
            MailLayout.content(content),
            draft.tracking().map(tracking -> foot + tracking.picture(token)).orElse(foot));
    return new Letter(
        slots.cut(subject), slots.cut(html), slots.cut(text + "\n\n-- \n" + textFoot + "\n"));
  }

  private static String why(Texts texts, String why) {
    return "<p class=\"soft why\"><strong class=\"ink\">"
        + escape(texts.get("why.title"))
        + "</strong> "
        + why
        + "</p>\n";
  }

  private static String stopButton(String url, String label) {
    return "<table role=\"presentation\" class=\"stops\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td>"
        + "<a class=\"stop\" href=\""
        + url
        + "\">"
        + escape(label)
        + "</a></td></tr></table>\n";
  }

  private static String link(String url, String label) {
    return "<p class=\"soft more\"><a class=\"soft\" href=\""
        + url
        + "\">"
        + escape(label)
        + "</a></p>\n";
  }

  private static String sender(Letterhead head, String seen) {
    return "<p class=\"soft from\">" + escape(sender(head)) + ". " + escape(seen) + "</p>";
  }

  private static String sender(Letterhead head) {
    return head.name() + ", " + head.postalAddress();
  }
}
