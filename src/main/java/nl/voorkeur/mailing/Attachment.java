package nl.voorkeur.mailing;

/** A file that travels with a mailing, without its bytes. */
public record Attachment(long id, String name, String mediaType, long size) {}
