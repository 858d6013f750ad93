package nl.voorkeur.platform.mail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.platform.mail.SendResult.Outcome;

/**
 * A server's reply: its code, its enhanced status (RFC 3463, RFC 2034), and whom it is about.
 *
 * @param code three digits, or less than 100 when there was no proper reply
 */
record Reply(int code, String text) {

  private static final Pattern ENHANCED =
      Pattern.compile("^\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b");
  private static final Pattern WITH_ADDRESS = Pattern.compile("\\S*@\\S*");
  private static final Pattern GREYLIST =
      Pattern.compile("gr[ea]y-?list", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST = 200;

  /** The step of a transaction at which the server spoke. */
  enum Step {
    CONNECT,
    MAIL,
    RCPT,
    DATA,
    BODY,
    DOT
  }

  Optional<String> enhanced() {
    Matcher matcher = ENHANCED.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** What the reply means for the message. */
  SendResult at(Step step) {
    return new SendResult(outcome(step), described());
  }

  private Outcome outcome(Step step) {
    boolean temporary = code >= 400 && code < 500;
    boolean permanent = code >= 500 && code < 600;
    switch (step) {
      case DOT:
        if (code == 250) {
          return Outcome.SENT;
        }
        if (temporary) {
          return deferred();
        }
        return permanent ? refusedContent() : Outcome.IN_DOUBT;
      case CONNECT:
      case MAIL:
        // the server has not heard of the recipient yet
        return permanent ? Outcome.SENDER_REFUSED : Outcome.UNAVAILABLE;
      case RCPT:
        if (temporary && code != 421) {
          return deferred();
        }
        if (permanent) {
          return startsWith("5.7.") ? Outcome.SENDER_REFUSED : Outcome.REJECTED;
        }
        return Outcome.UNAVAILABLE;
      default:
        if (temporary && code != 421) {
          return deferred();
        }
        return permanent ? refusedContent() : Outcome.UNAVAILABLE;
    }
  }

  /** 4.7.x is about us, but for a greylist, which every sender meets (RFC 6647). */
  private Outcome deferred() {
    return startsWith("4.7.") && !GREYLIST.matcher(text).find()
        ? Outcome.SENDER_DEFERRED
        : Outcome.DEFERRED;
  }

  /** After RCPT was taken, only a status that names the mailbox or its host is about the person. */
  private Outcome refusedContent() {
    return startsWith("5.1.") || startsWith("5.2.") || startsWith("5.4.")
        ? Outcome.REJECTED
        : Outcome.SENDER_REFUSED;
  }

  private boolean startsWith(String prefix) {
    return enhanced().filter(status -> status.startsWith(prefix)).isPresent();
  }

  private String described() {
    String line = text.strip().lines().findFirst().orElse("");
    String bare = WITH_ADDRESS.matcher(line).replaceAll("…").replaceAll("\\p{Cntrl}", " ");
    if (bare.isEmpty() || code < 100) {
      return "the connection broke or nothing was heard";
    }
    return bare.length() > LONGEST ? bare.substring(0, LONGEST) : bare;
  }
}
