package nl.voorkeur.platform.mail;

/**
 * What became of one message.
 *
 * @param status the server's answer without addresses, or what we saw instead of one
 */
public record SendResult(Outcome outcome, String status) {

  /** The possible endings of one attempt; every fault of the line or of the server has one. */
  public enum Outcome {
    /** The server answered 250 to the final dot: it has the message. */
    SENT,
    /** The gate closed before MAIL FROM; the server never heard of the message. */
    NOT_STARTED,
    /** Not taken now (4xx); try again later (RFC 5321 s. 4.2.1). */
    DEFERRED,
    /**
     * Not taken now, for a reason that lies with us (4.7.x): try again later; a series of them is a
     * refusal.
     */
    SENDER_DEFERRED,
    /** Never taken for this recipient (5xx). */
    REJECTED,
    /**
     * The server refuses us, our message or our credentials: nobody's fault but ours (requirement
     * B5).
     */
    SENDER_REFUSED,
    /** No server, or the line broke before the final dot; nothing was delivered. */
    UNAVAILABLE,
    /**
     * The final dot was sent and no answer came: the server may have the message (RFC 1047). Never
     * repeat it unasked.
     */
    IN_DOUBT
  }

  public boolean is(Outcome other) {
    return outcome == other;
  }
}
