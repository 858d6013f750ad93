package nl.voorkeur.importing;

/** Why a file isn't taken at all. Bundle keys {@code upload.X}. */
public enum UploadFault {
  EMPTY,
  TOO_LARGE,
  /** An encoding that we don't read; a spreadsheet can save the same as UTF-8. */
  UTF_16,
  /** A workbook in Excel's format of before 2007. */
  OLD_WORKBOOK,
  /** A zip file that is no XLSX workbook, or a damaged one. */
  NOT_A_WORKBOOK,
  /** A workbook that unfolds to more than we take. */
  WORKBOOK_TOO_LARGE
}
