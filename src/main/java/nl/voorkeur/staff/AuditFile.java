package nl.voorkeur.staff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.function.Consumer;

/**
 * The trail as comma separated values (RFC 4180). A field that a spreadsheet would run as a formula
 * gets an apostrophe before it.
 */
final class AuditFile {

  private final Writer out;

  AuditFile(Writer out) {
    this.out = out;
  }

  /** Where entries come from, one at a time. */
  @FunctionalInterface
  interface Entries {
    void to(Consumer<AuditEntry> taker);
  }

  void write(Entries entries) {
    line("id", "at", "actor", "name", "act", "controller", "subject", "detail");
    entries.to(
        entry ->
            line(
                Long.toString(entry.id()),
                entry.at().toString(),
                entry.actor(),
                entry.actorName(),
                entry.act(),
                entry.controller().map(Object::toString).orElse(""),
                entry.subject(),
                entry.detail()));
  }

  private void line(String... fields) {
    StringBuilder text = new StringBuilder();
    for (String field : fields) {
      text.append(text.isEmpty() ? "" : ",").append(quoted(field));
    }
    try {
      out.append(text).append("\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quoted(String field) {
    String safe = field.matches("(?s)[=+@\\t\\r-].*") ? "'" + field : field;
    return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
