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
        + Json.string(mail.from())
        + ",\"to\":"
        + Json.string(mail.to())
        + ",\"subject\":"
        + Json.string(mail.subject())
        + ",\"date\":"
        + Json.string(mail.received().toString())
        + ",\"size\":"
        + mail.size()
        + ",\"reversePath\":"
        + Json.string(mail.envelope().reversePath())
        + ",\"recipients\":["
        + mail.envelope().recipients().stream().map(Json::string).collect(Collectors.joining(","))
        + "]}";
  }
}
