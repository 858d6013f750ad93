package nl.voorkeur.importing;

/** How far an import is. Equal to the SQL type {@code import_state}. */
public enum ImportState {
  /** The file is here; what it holds is still to be said. */
  UPLOADED,
  CHECKING,
  /** The dry run is done: each record has its outcome, nothing is imported. */
  CHECKED,
  IMPORTING,
  DONE,
  /** The file as a whole can't be read; nothing is imported. */
  FAILED,
  CANCELLED,
  /** Stopped by a person half way: what was imported stays, the rest waits. */
  STOPPED,
  /** What it gave is being taken back. */
  UNDOING,
  /** What it gave has been taken back. */
  UNDONE;

  /** Whether something happens to it without anybody doing something. */
  public boolean isUnderWay() {
    return this == CHECKING || this == IMPORTING || this == UNDOING;
  }

  /** Whether it changed something, so that its report counts for good. */
  public boolean isImported() {
    return this == DONE || this == UNDOING || this == UNDONE;
  }
}
