package nl.voorkeur.mailing;

import nl.voorkeur.kernel.TopicKind;

/**
 * What a mailing is about and in whose name it goes out.
 *
 * @param topicName in the mailing's language, or in another when it has none in that one
 */
record Matter(String topicSlug, TopicKind kind, String topicName, Letterhead head) {}
