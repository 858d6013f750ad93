package nl.voorkeur.exporting;

/** What a topic's lists may be used for besides the mail that people said yes to. */
public enum DeclaredUse {
  POST,
  RESEARCH,
  ADVERTISING,
  /** By a receiver for ends of its own: people were told that others get their address. */
  SHARE
}
