package nl.voorkeur.mailing;

import java.util.Map;
import nl.voorkeur.platform.mail.Outgoing;
import nl.voorkeur.platform.token.LinkUrls;

/** Writes the portal's own messages. Their links are made here, when they leave. */
final class SystemMessages {

  /** RFC 3834 s. 5, requirement A1. */
  private static final Map<String, String> AUTOMATIC = Map.of("Auto-Submitted", "auto-generated");

  private final LetterWriter letters;
  private final MessageWriter writer;
  private final LinkUrls urls;
  private final int confirmDays;

  SystemMessages(LetterWriter letters, MessageWriter writer, LinkUrls urls, int confirmDays) {
    this.letters = letters;
    this.writer = writer;
    this.urls = urls;
    this.confirmDays = confirmDays;
  }

  Outgoing of(SystemMailStore.Waiting mail, Letterhead head) {
    Letter letter =
        switch (mail.kind()) {
          case CONFIRMATION ->
              letters.confirmation(
                  mail.language(), head, mail.items(), urls.confirm(mail.subject()), confirmDays);
        };
    String id = MessageIds.of("s", mail.id(), 0, mail.seed(), head.senderAddress().domain());
    return writer.write(letter.fill(Map.of()), head, mail.address(), id, AUTOMATIC);
  }
}
