package nl.voorkeur.importing;

/** How a file writes a date of numbers; a date that begins with the year is clear by itself. */
public enum DateOrder {
  /** 31-12-2026 */
  DAY_FIRST,
  /** 12-31-2026 */
  MONTH_FIRST
}
