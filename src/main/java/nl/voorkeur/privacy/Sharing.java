package nl.voorkeur.privacy;

/** Why others get data (requirements S9 to S9d). */
public enum Sharing {
  CONTRACT,
  LAW,
  COURT,
  REORGANISATION
}
