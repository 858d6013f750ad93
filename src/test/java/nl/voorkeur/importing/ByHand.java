package nl.voorkeur.importing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What must become of the four files, worked out apart from the product: another CSV reader,
 * another IDNA, and maps in place of a database. Customers and consents are about all of the
 * topics, and so are the opt-outs.
 */
final class ByHand {

  /** What must come of a record, by the line on which it begins. */
  record Expected(String outcome, String why) {
    @Override
    public String toString() {
      return why.isEmpty() ? outcome : outcome + " " + why;
    }
  }

  private static final String NO_ADDRESS = "!";

  /** By mailbox: NONE, SOFT_OPT_IN or CONSENT for everybody known. */
  private final Map<String, String> basis = new HashMap<>();

  private final Set<String> out = new HashSet<>();
  private final Set<String> complained = new HashSet<>();
  private final Set<String> listed = new HashSet<>();

  /** What the rule must say of a mailbox. */
  String decision(String mailbox) {
    if (complained.contains(mailbox)) {
      return "SUPPRESSED_COMPLAINT";
    }
    if (isListed(mailbox) && basis.containsKey(mailbox)) {
      return "SUPPRESSED";
    }
    if (out.contains(mailbox)) {
      return "WITHDRAWN";
    }
    String held = basis.getOrDefault(mailbox, "NONE");
    return held.equals("NONE") ? "NO_CONSENT" : held;
  }

  Set<String> mailboxes() {
    return basis.keySet();
  }

  Map<Integer, Expected> customers() {
    Map<Integer, Expected> expected = new TreeMap<>();
    Map<String, Integer> seen = new HashMap<>();
    for (Row row : rows("klanten.csv", ';')) {
      String mailbox = mailbox(row.get("E-mailadres"));
      if (mailbox.startsWith(NO_ADDRESS)) {
        expected.put(row.line(), new Expected("REFUSED", mailbox.substring(1)));
        continue;
      }
      List<String> lacking = new ArrayList<>();
      if (!row.get("Laatste aankoop").matches("\\d\\d-\\d\\d-\\d{4}")) {
        lacking.add("SALE_DATE");
      }
      if (row.get("Product").isEmpty()) {
        lacking.add("PRODUCT");
      }
      if (!row.get("Afmelding aangeboden").equals("ja")) {
        lacking.add("OPT_OUT_OFFERED");
      }
      if (!lacking.isEmpty()) {
        expected.put(
            row.line(),
            new Expected("REFUSED", "EVIDENCE_INCOMPLETE " + String.join(",", lacking)));
        continue;
      }
      letIn(expected, seen, row.line(), mailbox, "SOFT_OPT_IN");
    }
    return expected;
  }

  Map<Integer, Expected> consents() {
    Map<Integer, Expected> expected = new TreeMap<>();
    Map<String, Integer> seen = new HashMap<>();
    for (Row row : rows("subscribed_members_export.csv", ',')) {
      String mailbox = mailbox(row.get("Email Address"));
      if (mailbox.startsWith(NO_ADDRESS)) {
        expected.put(row.line(), new Expected("REFUSED", mailbox.substring(1)));
      } else if (row.get("CONFIRM_TIME").isEmpty()) {
        expected.put(row.line(), new Expected("REFUSED", "NOT_CONFIRMED"));
      } else {
        letIn(expected, seen, row.line(), mailbox, "CONSENT");
      }
    }
    return expected;
  }

  private void letIn(
      Map<Integer, Expected> expected,
      Map<String, Integer> seen,
      int line,
      String mailbox,
      String newBasis) {
    if (seen.containsKey(mailbox)) {
      expected.put(line, new Expected("MERGED", "into " + seen.get(mailbox)));
      return;
    }
    seen.put(mailbox, line);
    boolean known = basis.containsKey(mailbox);
    String held = basis.getOrDefault(mailbox, "NONE");
    boolean adds =
        held.equals("NONE") || (held.equals("SOFT_OPT_IN") && newBasis.equals("CONSENT"));
    String outcome;
    if (isListed(mailbox)) {
      outcome = "SUPPRESSED";
    } else if (!known) {
      outcome = "NEW";
    } else if (out.contains(mailbox)) {
      outcome = "KEPT_OUT";
    } else {
      outcome = adds ? "KNOWN" : "UNCHANGED";
    }
    expected.put(line, new Expected(outcome, ""));
    basis.putIfAbsent(mailbox, "NONE");
    if (adds && !out.contains(mailbox)) {
      basis.put(mailbox, newBasis);
    }
  }

  Map<Integer, Expected> optOuts() {
    Map<Integer, Expected> expected = new TreeMap<>();
    Map<String, List<Row>> people = new LinkedHashMap<>();
    for (Row row : rows("unsubscribed_members_export.csv", ',')) {
      String mailbox = mailbox(row.get("Email Address"));
      if (mailbox.startsWith(NO_ADDRESS)) {
        expected.put(row.line(), new Expected("REFUSED", mailbox.substring(1)));
      } else {
        people.computeIfAbsent(mailbox, none -> new ArrayList<>()).add(row);
      }
    }
    people.forEach(
        (mailbox, rows) -> {
          Row counts =
              rows.stream()
                  .filter(row -> row.get("UNSUB_REASON").equals("SPAM"))
                  .findFirst()
                  .orElse(rows.get(0));
          boolean complains = counts.get("UNSUB_REASON").equals("SPAM");
          for (Row row : rows) {
            if (row != counts) {
              expected.put(row.line(), new Expected("MERGED", "into " + counts.line()));
            }
          }
          boolean wasOut = out.contains(mailbox);
          String outcome = wasOut ? "ALREADY_OUT" : "OPTED_OUT";
          if (complains && !(wasOut && complained.contains(mailbox))) {
            outcome = "COMPLAINT";
            complained.add(mailbox);
          }
          expected.put(counts.line(), new Expected(outcome, ""));
          out.add(mailbox);
          basis.putIfAbsent(mailbox, "NONE");
        });
    return expected;
  }

  Map<Integer, Expected> suppression() {
    Map<Integer, Expected> expected = new TreeMap<>();
    int line = 0;
    for (String entry : text("suppressie.txt").split("\n")) {
      line++;
      String form = entry.contains("@") ? mailbox(entry) : entry.toLowerCase();
      expected.put(line, new Expected(listed.add(form) ? "LISTED" : "ALREADY_LISTED", ""));
    }
    return expected;
  }

  private boolean isListed(String mailbox) {
    String domain = mailbox.substring(mailbox.lastIndexOf('@') + 1);
    String unicode = mailbox.substring(0, mailbox.lastIndexOf('@') + 1) + IDN.toUnicode(domain);
    for (String form : Set.of(mailbox)) {
      if (listed.contains(form)) {
        return true;
      }
    }
    for (String form : new HashSet<>(List.of(mailbox, unicode))) {
      if (listed.contains(hash("SHA-256", form)) || listed.contains(hash("MD5", form))) {
        return true;
      }
    }
    return false;
  }

  /** The mailbox that a cell names, or {@code !} and the reason why none. */
  static String mailbox(String cell) {
    String text = cell.strip().toLowerCase();
    if (text.isEmpty()) {
      return NO_ADDRESS + "EMPTY";
    }
    if (text.startsWith("mailto:")) {
      text = text.substring(7);
    }
    while (text.startsWith(";") || text.startsWith(" ")) {
      text = text.substring(1);
    }
    if (text.chars().filter(c -> c == '@').count() > 1) {
      return NO_ADDRESS + "SEVERAL_ADDRESSES";
    }
    text = text.replace(" at ", "@");
    String domain = IDN.toASCII(text.substring(text.indexOf('@') + 1));
    if (!domain.contains(".")) {
      return NO_ADDRESS + "DOMAIN_INCOMPLETE";
    }
    return text.substring(0, text.indexOf('@') + 1) + domain;
  }

  private record Row(int line, CSVRecord record) {
    String get(String column) {
      return record.get(column);
    }
  }

  private static List<Row> rows(String file, char delimiter) {
    List<Row> rows = new ArrayList<>();
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(delimiter)
            .setHeader()
            .setSkipHeaderRecord(true)
            .get();
    String text = text(file);
    try (CSVParser parser = CSVParser.parse(text, format)) {
      for (CSVRecord record : parser) {
        int before = Math.toIntExact(record.getCharacterPosition());
        int line = 1 + (int) text.substring(0, before).chars().filter(c -> c == '\n').count();
        rows.add(new Row(line, record));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  static String text(String file) {
    try (InputStream in = ByHand.class.getResourceAsStream("/data/" + file);
        InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      StringBuilder text = new StringBuilder();
      char[] block = new char[8192];
      for (int n = reader.read(block); n > 0; n = reader.read(block)) {
        text.append(block, 0, n);
      }
      return text.charAt(0) == '\ufeff' ? text.substring(1) : text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
