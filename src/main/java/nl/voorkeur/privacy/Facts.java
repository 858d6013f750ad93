package nl.voorkeur.privacy;

/**
 * What a controller answered.
 *
 * @param version counts the changes, so that one made meanwhile by somebody else shows
 */
public record Facts(Answers answers, long version) {}
