package nl.voorkeur.mailing;

/** How far one delivery is. Equal to the SQL type {@code delivery_state}. */
public enum DeliveryState {
  /** Waits for its turn, or for another attempt. */
  READY,
  /** Of the portal's own mail: a worker has it; nothing has left yet. */
  CLAIMED,
  /** May be on its way to the server at this moment. */
  SENDING,
  /** The server has it. */
  SENT,
  /** The rule said no, at the start or right before sending; there is one reason. */
  DENIED,
  /** The server will not take it. */
  FAILED,
  /** May have been taken or not; never repeated unasked (promise 6). */
  IN_DOUBT;

  boolean isOpen() {
    return this == READY || this == CLAIMED || this == SENDING;
  }
}
