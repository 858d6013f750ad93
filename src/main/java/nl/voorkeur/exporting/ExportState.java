package nl.voorkeur.exporting;

/** How far an export is. Equal to the SQL type {@code export_state}. */
public enum ExportState {
  /** Asked for; a second person has to agree. */
  ASKED,
  /** Ready to be fetched, not fetched yet. */
  ANNOUNCED,
  WRITING,
  /** All of it was handed over. */
  DONE,
  /** The transfer broke off: a part of it may have left. */
  BROKEN,
  /** The second person said no. */
  REFUSED
}
