package nl.voorkeur.mailing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.voorkeur.mailing.Finding.Kind;
import nl.voorkeur.platform.text.Texts;
import nl.voorkeur.platform.token.LinkUrls;

/** Looks a mailing over before it may go out, and shows it as a recipient would see it. */
final class Linter {

  private static final int LARGE = 100_000;

  private final MailingStore mailings;
  private final ProgressStore rule;
  private final LetterWriter letters;
  private final LinkUrls urls;

  Linter(MailingStore mailings, ProgressStore rule, LetterWriter letters, LinkUrls urls) {
    this.mailings = mailings;
    this.rule = rule;
    this.letters = letters;
    this.urls = urls;
  }

  /** The mail to somebody of whom we know no name, and what is not right about it. */
  Preview preview(MailingText text) {
    Matter matter =
        mailings
            .about(text.topic(), text.language())
            .orElseThrow(() -> new IllegalArgumentException("no such topic"));
    Slots slots = new Slots(text.subject(), text.preheader(), text.body());
    Letter letter = letters.mailing(text, matter, slots);
    String why =
        Texts.of("Mail", text.language())
            .get(
                matter.kind().isMarketing() ? "why.CONSENT" : "why.CONTRACT",
                matter.head().name(),
                matter.topicName());
    String portal = urls.page("/");
    Letter.Filled filled =
        letter.fill(
            Map.of(
                MergeField.WHY,
                why,
                MergeField.UNSUBSCRIBE_URL,
                portal,
                MergeField.PREFERENCES_URL,
                portal));
    return new Preview(
        filled.subject(), filled.html(), filled.text(), findings(text, matter, slots, filled));
  }

  private List<Finding> findings(
      MailingText text, Matter matter, Slots slots, Letter.Filled filled) {
    List<Finding> found = new ArrayList<>();
    if (filled.subject().isBlank()) {
      found.add(Finding.of(Kind.SUBJECT_MISSING));
    }
    if (text.body().isBlank()) {
      found.add(Finding.of(Kind.BODY_MISSING));
    }
    slots.unknown().forEach(name -> found.add(new Finding(Kind.UNKNOWN_FIELD, name)));
    if (slots.wereInAddress()) {
      found.add(Finding.of(Kind.FIELD_IN_ADDRESS));
    }
    rule.topicBlock(text.topic())
        .ifPresent(reason -> found.add(new Finding(Kind.TOPIC_BLOCKED, reason.name())));
    if (matter.head().postalAddress().isBlank()) {
      found.add(Finding.of(Kind.POSTAL_ADDRESS_MISSING));
    }
    if (filled.html().getBytes(StandardCharsets.UTF_8).length > LARGE) {
      found.add(Finding.of(Kind.LARGE));
    }
    return found;
  }
}
