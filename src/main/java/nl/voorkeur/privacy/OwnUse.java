package nl.voorkeur.privacy;

/** Whether a processor uses data for purposes of its own (requirements S15d and S15g). */
public enum OwnUse {
  NO,
  YES
}
