package nl.voorkeur.importing;

/** Why a file isn't taken at all. Bundle keys {@code upload.X}. */
public enum UploadFault {
  EMPTY,
  TOO_LARGE,
  /** An encoding that we don't read; a spreadsheet can save the same as UTF-8. */
  UTF_16
}
