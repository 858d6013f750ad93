package nl.voorkeur.platform.token;

/**
 * What a link in a mail lets its holder do. A token of one purpose is worth nothing at another
 * (ASVS 9.2.2).
 */
public enum LinkPurpose {
  /**
   * Stop one topic, from an ordinary mail. Never expires; can do nothing but unsubscribe and show a
   * masked address.
   */
  UNSUBSCRIBE(1),
  /**
   * Choose topics, from an ordinary mail: off at once, on only after a confirmation, as mail gets
   * forwarded (promise 2).
   */
  PREFERENCES(2),
  /** Confirm a sign-up; the subject is the sign-up. */
  CONFIRM(3),
  /**
   * A fresh link, mailed on request to the person; the subject is the request, used up by a post.
   */
  FRESH(4),
  /** The hidden field of a form: proof that we made the form, and when. */
  FORM(5),
  /**
   * The hidden field of the pages behind a fresh link; the subject is the recipient. For some time
   * choices with it count as confirmed; later it is worth as much as PREFERENCES.
   */
  PASS(6),
  /** Confirm a move to this mailbox; the subject is the move. */
  MOVE(7),
  /**
   * Say that a mail was opened or a link in it was followed, by whoever agreed to that; opens
   * nothing.
   */
  RESPONSE(24);

  private final int code;

  LinkPurpose(int code) {
    this.code = code;
  }

  /** The byte that stands for it in a token; never reused. */
  int code() {
    return code;
  }
}
