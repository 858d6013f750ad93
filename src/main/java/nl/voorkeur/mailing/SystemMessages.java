package nl.voorkeur.mailing;

import java.util.Map;
import java.util.Optional;
import nl.voorkeur.platform.mail.Outgoing;
import nl.voorkeur.platform.token.LinkUrls;
import nl.voorkeur.platform.token.ReturnPaths;

/** Writes the portal's own messages. Their links are made here, when they leave. */
final class SystemMessages {

  /** RFC 3834 s. 5, requirement A1. */
  private static final Map<String, String> AUTOMATIC = Map.of("Auto-Submitted", "auto-generated");

  private final LetterWriter letters;
  private final MessageWriter writer;
  private final LinkUrls urls;
  private final ReturnPaths returnPaths;
  private final int confirmDays;
  private final int linkMinutes;

  SystemMessages(
      LetterWriter letters,
      MessageWriter writer,
      LinkUrls urls,
      ReturnPaths returnPaths,
      int confirmDays,
      int linkMinutes) {
    this.returnPaths = returnPaths;
    this.letters = letters;
    this.writer = writer;
    this.urls = urls;
    this.confirmDays = confirmDays;
    this.linkMinutes = linkMinutes;
  }

  Outgoing of(SystemMailStore.Waiting mail, Letterhead head) {
    LinkUrls there = urls.at(head.host());
    Letter letter =
        switch (mail.kind()) {
          case CONFIRMATION ->
              letters.confirmation(
                  mail.language(), head, mail.items(), there.confirm(mail.subject()), confirmDays);
          case LINK ->
              letters.notice(
                  mail.language(),
                  head,
                  "link",
                  Optional.of(there.fresh(mail.subject())),
                  linkMinutes);
          case MOVE ->
              letters.notice(
                  mail.language(),
                  head,
                  "move",
                  Optional.of(there.move(mail.subject())),
                  confirmDays);
          case MOVED -> letters.notice(mail.language(), head, "moved", Optional.empty(), 0);
          case CASE_OPENED -> letters.notice(mail.language(), head, "caseOpened", mail.items());
          case CASE_CLOSED -> letters.notice(mail.language(), head, "caseClosed", mail.items());
          case SOURCE_NOTICE ->
              letters.sourceNotice(
                  mail.language(),
                  head,
                  mail.items(),
                  there.preferences(mail.recipient(), Optional.empty()));
        };
    String id = MessageIds.of("s", mail.id(), 0, mail.seed(), head.senderAddress().domain());
    Outgoing message = writer.write(letter.fill(Map.of()), head, mail.address(), id, AUTOMATIC);
    return returnPaths
        .ofSystemMail(mail.id(), mail.recipient())
        .map(message::withReturnPath)
        .orElse(message);
  }
}
