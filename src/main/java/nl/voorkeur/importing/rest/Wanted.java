package nl.voorkeur.importing.rest;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import nl.voorkeur.importing.DateOrder;
import nl.voorkeur.importing.FileCharset;
import nl.voorkeur.importing.FileLook;
import nl.voorkeur.importing.Ground;
import nl.voorkeur.importing.ImportField;
import nl.voorkeur.importing.ImportKind;
import nl.voorkeur.importing.ImportPlan;
import nl.voorkeur.importing.Layout;
import nl.voorkeur.importing.Source;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.rest.Problem;

/**
 * What a program says of a file. What it leaves out is as the file suggests, but for the encoding:
 * that is never guessed.
 */
public class Wanted {
  public String kind;
  public List<Long> topics;
  public Boolean obtainedAtSale;
  public Boolean freeAccounts;
  public String source;
  public String from;
  public String obtainedOn;
  public Long agreement;
  public String wording;
  public String unproven;
  public String charset;
  public String delimiter;
  public Boolean header;
  public String dateOrder;
  public List<String> fields;

  Optional<FileCharset> charsetWanted() {
    return Optional.ofNullable(charset)
        .map(
            label ->
                FileCharset.of(label)
                    .orElseThrow(
                        () ->
                            Problem.badRequest(
                                "charset-unknown", "charset is utf-8 or windows-1252.")));
  }

  Optional<Character> delimiterWanted() {
    return Optional.ofNullable(delimiter)
        .map(
            text -> {
              if (text.length() != 1) {
                throw Problem.badRequest("delimiter-invalid", "delimiter is one character.");
              }
              return text.charAt(0);
            });
  }

  Optional<ImportKind> kindWanted() {
    return Optional.ofNullable(kind).map(text -> code(text, ImportKind::valueOf, "kind"));
  }

  ImportPlan plan(FileLook look) {
    FileCharset reads =
        charsetWanted()
            .or(() -> look.encoding().certain())
            .orElseThrow(
                () ->
                    Problem.exception(
                        422,
                        "charset-missing",
                        "The file is not UTF-8. Say in charset what it is; we don't guess."));
    ImportKind what =
        kindWanted()
            .or(look::kind)
            .orElseThrow(
                () ->
                    Problem.exception(
                        422,
                        "kind-missing",
                        "Say in kind what the file holds: CUSTOMERS, CONSENTS, OPT_OUTS or SUPPRESSION."));
    Layout seen = look.suggested();
    // a suppression list is about every topic, whatever is said
    List<Long> about = what.hasTopics() && topics != null ? topics : List.of();
    return new ImportPlan(
        what,
        about.stream().map(Wanted::topic).distinct().toList(),
        new Layout(
            reads,
            seen.delimiter(),
            header == null ? seen.header() : header,
            dateOrder == null ? seen.dateOrder() : code(dateOrder, DateOrder::valueOf, "dateOrder"),
            fields == null
                ? look.fieldsFor(what)
                : fields.stream().map(one -> code(one, ImportField::valueOf, "fields")).toList()),
        ground());
  }

  private Ground ground() {
    return new Ground(
        Boolean.TRUE.equals(obtainedAtSale),
        Boolean.TRUE.equals(freeAccounts),
        Optional.ofNullable(source).map(text -> code(text, Source::valueOf, "source")),
        from == null ? "" : from,
        Optional.ofNullable(obtainedOn).map(Wanted::date),
        Optional.ofNullable(agreement),
        wording == null ? "" : wording,
        unproven == null || code(unproven, Unproven::valueOf, "unproven") == Unproven.KNOWN);
  }

  private enum Unproven {
    KNOWN,
    REFUSE
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeParseException notADate) {
      throw Problem.badRequest("obtainedon-invalid", "obtainedOn is a date such as 2026-11-22.");
    }
  }

  static List<Long> numbers(String commaSeparated) {
    try {
      return Arrays.stream(commaSeparated.split(","))
          .map(String::strip)
          .filter(text -> !text.isEmpty())
          .map(Long::valueOf)
          .toList();
    } catch (NumberFormatException notANumber) {
      throw Problem.badRequest("topics-invalid", "topics holds numbers.");
    }
  }

  private static TopicId topic(Long id) {
    if (id == null || id <= 0) {
      throw Problem.notFound("topic");
    }
    return new TopicId(id);
  }

  static <T> T code(String text, Function<String, T> reader, String name) {
    try {
      return reader.apply(text.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException unknown) {
      throw Problem.badRequest(
          name.toLowerCase(Locale.ROOT) + "-unknown",
          name + " holds a word that we don't know; see /openapi.");
    }
  }
}
