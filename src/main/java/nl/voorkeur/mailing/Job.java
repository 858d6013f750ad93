package nl.voorkeur.mailing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.TopicId;

/**
 * All that is needed to write the messages of a mailing.
 *
 * @param fallback the language of whoever reads none of the others; there always is a text in it
 * @param usual the controller's language, which holds for whoever chose none
 * @param page the layout, where it has one of its own
 * @param pictures all of the controller's
 * @param links the counted ones, by address; none where nothing is counted
 * @param tracked whether readers who agree get counted links
 * @param files the bytes of those pictures that travel inside, by hash
 */
record Job(
    MailingId id,
    ControllerId controller,
    UUID seed,
    Language fallback,
    Language usual,
    Map<Language, Edition> editions,
    Optional<String> page,
    boolean imagesInside,
    List<Picture> pictures,
    Map<String, byte[]> files,
    List<Enclosure> attachments,
    boolean tracked,
    Map<String, Long> links) {

  TopicId topic() {
    return edition(fallback).text().topic();
  }

  /** What does not differ between its languages. */
  Matter matter() {
    return edition(fallback).matter();
  }

  Set<Language> languages() {
    return editions.keySet();
  }

  Edition edition(Language language) {
    return editions.get(language);
  }

  /** The language in which somebody gets it. */
  Language languageFor(Optional<Language> chosen) {
    Language wanted = chosen.orElse(usual);
    return editions.containsKey(wanted) ? wanted : fallback;
  }
}
