package nl.voorkeur.kernel;

/** Why a text is not an e-mail address. Bundle keys: {@code address.X}. */
public enum AddressFault {
  EMPTY,
  NO_AT_SIGN,
  SEVERAL_ADDRESSES,
  LOCAL_PART_EMPTY,
  LOCAL_PART_TOO_LONG,
  LOCAL_PART_CHARACTERS,
  DOMAIN_EMPTY,
  DOMAIN_INCOMPLETE,
  DOMAIN_TOO_LONG,
  DOMAIN_INVALID,
  CONTROL_CHARACTER,
  TOO_LONG
}
