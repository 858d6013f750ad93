package nl.voorkeur.exporting;

/**
 * What a list gets back about an entry.
 *
 * @param reason the code of a {@link nl.voorkeur.kernel.Denial}, {@code INVALID}, or nothing when
 *     permitted
 * @param basis of who is permitted
 */
record ScrubAnswer(boolean permitted, String reason, String basis) {

  static final ScrubAnswer INVALID = new ScrubAnswer(false, "INVALID", "");
}
