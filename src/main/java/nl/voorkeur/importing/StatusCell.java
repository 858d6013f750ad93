package nl.voorkeur.importing;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the status that another system gave a person. Who is out there stays out here; a word that
 * we don't know lets nobody in.
 *
 * @param says what it comes to; empty when we don't know the word
 * @param confirmed whether the word leaves room for a confirmed consent
 */
record StatusCell(Optional<Says> says, boolean confirmed) {

  // Mailchimp, listmonk, Mautic, phpList, Mailman, and the words of CRM exports in four languages
  private static final Set<String> IN =
      Set.of(
          "",
          "subscribed",
          "enabled",
          "active",
          "confirmed",
          "opted-in",
          "opted in",
          "regular",
          "digest",
          "aangemeld",
          "actief",
          "angemeldet",
          "aktiv",
          "abonné",
          "inscrit",
          "actif");
  private static final Set<String> PENDING =
      Set.of(
          "pending",
          "unconfirmed",
          "transactional",
          "non-subscribed",
          "nonsubscribed",
          "niet bevestigd",
          "unbestätigt",
          "non confirmé");
  private static final Set<String> OUT =
      Set.of(
          "unsubscribed",
          "archived",
          "opted-out",
          "opted out",
          "nomail",
          "by_user",
          "afgemeld",
          "abgemeldet",
          "désabonné",
          "désinscrit");
  private static final Set<String> OUT_OF_ALL =
      Set.of(
          "blocklisted",
          "blacklisted",
          "disabled",
          "banned",
          "complained",
          "complaint",
          "spam",
          "do not contact",
          "donotcontact",
          "geblokkeerd",
          "gesperrt",
          "bloqué");
  private static final Set<String> DEAD =
      Set.of("cleaned", "bounced", "bounce", "hard bounce", "hard_bounce", "invalid", "by_bounces");

  static StatusCell read(String cell) {
    String word = cell.strip().toLowerCase(Locale.ROOT);
    if (IN.contains(word)) {
      return new StatusCell(Optional.of(Says.IN), true);
    } else if (PENDING.contains(word)) {
      return new StatusCell(Optional.of(Says.IN), false);
    } else if (OUT.contains(word)) {
      return new StatusCell(Optional.of(Says.OUT), false);
    } else if (OUT_OF_ALL.contains(word)) {
      return new StatusCell(Optional.of(Says.OUT_OF_ALL), false);
    } else if (DEAD.contains(word)) {
      return new StatusCell(Optional.of(Says.DEAD), false);
    }
    return new StatusCell(Optional.empty(), false);
  }
}
