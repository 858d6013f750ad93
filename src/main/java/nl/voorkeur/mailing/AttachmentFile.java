package nl.voorkeur.mailing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A file that is to travel with a mailing: of a kind that mailboxes take and that runs nothing, as
 * its content says and not its name alone (ASVS 5.2.2).
 */
public record AttachmentFile(String name, String mediaType, byte[] content) {

  /** Of all attachments of a mailing together, as everybody gets all of it. */
  public static final int MOST_BYTES = 2_000_000;

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("pdf", "application/pdf"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("txt", "text/plain; charset=UTF-8"),
          Map.entry("csv", "text/csv; charset=UTF-8"),
          Map.entry("ics", "text/calendar; charset=UTF-8"),
          Map.entry(
              "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
          Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
          Map.entry("odt", "application/vnd.oasis.opendocument.text"),
          Map.entry("ods", "application/vnd.oasis.opendocument.spreadsheet"));

  /** The file as it would travel; nothing when its kind is not on the list, or not what it says. */
  public static Optional<AttachmentFile> read(String fileName, byte[] content) {
    String name =
        HeaderText.oneLine(fileName.replaceFirst(".*[/\\\\]", "")).replaceAll("[\"<>:|?*]", "_");
    String extension =
        name.contains(".")
            ? name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)
            : "";
    boolean fits =
        content.length > 0
            && content.length <= MOST_BYTES
            && name.length() <= 120
            && name.length() > extension.length() + 1
            && TYPES.containsKey(extension)
            && isOf(extension, content);
    return fits
        ? Optional.of(new AttachmentFile(name, TYPES.get(extension), content))
        : Optional.empty();
  }

  private static boolean isOf(String extension, byte[] content) {
    return switch (extension) {
      case "pdf" -> begins(content, "%PDF-");
      case "png" -> begins(content, "\u0089PNG\r\n\u001a\n");
      case "jpg", "jpeg" -> begins(content, "\u00ff\u00d8\u00ff");
      case "gif" -> begins(content, "GIF8");
      case "ics" -> begins(content, "BEGIN:VCALENDAR") && isText(content);
      case "txt", "csv" -> isText(content);
      default -> begins(content, "PK\u0003\u0004");
    };
  }

  private static boolean begins(byte[] content, String with) {
    byte[] start = with.getBytes(StandardCharsets.ISO_8859_1);
    return content.length >= start.length
        && new String(content, 0, start.length, StandardCharsets.ISO_8859_1).equals(with);
  }

  private static boolean isText(byte[] content) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(content))
          .chars()
          .noneMatch(character -> character == 0);
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
