package nl.voorkeur.exporting;

import java.util.Locale;

/** For whom a file is written. No file can serve both (requirements, decision 6). */
public enum ExportProfile {
  /** For programs: RFC 4180, addresses byte for byte as they are. */
  MACHINE,
  /**
   * For spreadsheets: with a byte order mark, and an apostrophe before what would be taken for a
   * formula (requirement V2).
   */
  SPREADSHEET;

  /** The name of its statement. */
  String statement() {
    return name().toLowerCase(Locale.ROOT);
  }
}
