/**
 * Double opt-in: a request, one mail, a confirmation. Uses mailing, permission, recipient,
 * catalogue, kernel and platform. Invariants: the answer to a request never shows whether an
 * address is known; nobody gets more than one unanswered confirmation mail an hour of a controller;
 * a confirmation happens once, by the person's own act (requirements P3, 2.16, T5).
 */
package nl.voorkeur.signup;
