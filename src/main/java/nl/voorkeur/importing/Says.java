package nl.voorkeur.importing;

/** What a row says of the person. Equal to values of {@code import_row.says}. */
enum Says {
  /** May be mailed, if the row proves it. */
  IN,
  /** Stopped the topics that the file is about. */
  OUT,
  /** Stopped everything, or was put on the other system's list of people not to be mailed. */
  OUT_OF_ALL,
  /** The other system found no mailbox there. */
  DEAD
}
