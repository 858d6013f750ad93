package nl.voorkeur.permission;

/** By which way an entry came into the ledger. Equal to the SQL type {@code ledger_route}. */
public enum Route {
  FORM,
  CONFIRMATION,
  /** The person's pages, opened by a link that was mailed for it a moment before. */
  FRESH_LINK,
  ONE_CLICK,
  UNSUBSCRIBE_PAGE,
  PREFERENCES,
  MAILTO,
  STAFF_PHONE,
  STAFF_MAIL,
  IMPORT,
  API,
  COMPLAINT,
  BOUNCE,
  SYSTEM
}
