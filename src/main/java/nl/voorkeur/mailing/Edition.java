package nl.voorkeur.mailing;

/** A mailing in one language: its text, and what it is about in that language. */
record Edition(MailingText text, Matter matter) {}
