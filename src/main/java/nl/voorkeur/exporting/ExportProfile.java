package nl.voorkeur.exporting;

/** The form of a file. No form can serve everybody (requirements, decision 6). */
public enum ExportProfile {
  /** For programs: RFC 4180, addresses byte for byte as they are. */
  MACHINE("csv", "text/csv;charset=utf-8;header=present"),
  /**
   * For spreadsheets: with a byte order mark, and an apostrophe before what would be taken for a
   * formula (requirement V2).
   */
  SPREADSHEET("csv", "text/csv;charset=utf-8;header=present"),
  /** For spreadsheets too, in which every cell is a text, so that no formula runs. */
  XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
  /** One JSON object a line. */
  JSON_LINES("jsonl", "application/jsonl"),
  /** SHA-256 of the addresses, in CSV, for who only has to match them. */
  SHA256("csv", "text/csv;charset=utf-8;header=present");

  private final String suffix;
  private final String mediaType;

  ExportProfile(String suffix, String mediaType) {
    this.suffix = suffix;
    this.mediaType = mediaType;
  }

  /** The end of the file's name. */
  public String suffix() {
    return suffix;
  }

  public String mediaType() {
    return mediaType;
  }

  /** Whether one chooses what stands beside the address. */
  public boolean hasColumns() {
    return this != SHA256;
  }
}
