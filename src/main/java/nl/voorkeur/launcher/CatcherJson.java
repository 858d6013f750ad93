package nl.voorkeur.launcher;

import java.util.List;
import java.util.stream.Collectors;

/** Caught mails as JSON (RFC 8259). */
final class CatcherJson {

  private CatcherJson() {}

  /** One page of the list, newest first. */
  static String list(List<CaughtMail> found, int page, int size) {
    int from = (int) Math.min((long) (page - 1) * size, found.size());
    int to = (int) Math.min((long) from + size, found.size());
    return "{\"total\":"
        + found.size()
        + ",\"page\":"
        + page
        + ",\"size\":"
        + size
        + ",\"messages\":["
        + found.subList(from, to).stream().map(CatcherJson::mail).collect(Collectors.joining(","))
        + "]}";
  }

  static String mail(CaughtMail mail) {
    return "{\"id\":"
        + mail.id()
        + ",\"from\":"
        + text(mail.from())
        + ",\"to\":"
        + text(mail.to())
        + ",\"subject\":"
        + text(mail.subject())
        + ",\"date\":"
        + text(mail.received().toString())
        + ",\"size\":"
        + mail.size()
        + ",\"reversePath\":"
        + text(mail.envelope().reversePath())
        + ",\"recipients\":["
        + mail.envelope().recipients().stream()
            .map(CatcherJson::text)
            .collect(Collectors.joining(","))
        + "]}";
  }

  private static String text(String value) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
