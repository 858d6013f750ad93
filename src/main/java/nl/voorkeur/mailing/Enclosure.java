package nl.voorkeur.mailing;

import java.util.Optional;

/**
 * A file that travels in a message.
 *
 * @param contentId of a picture that the HTML part shows; an attachment has none
 */
record Enclosure(String name, String mediaType, byte[] content, Optional<String> contentId) {}
