package nl.voorkeur.exporting;

import nl.voorkeur.kernel.TopicId;

/**
 * What somebody asks to be exported.
 *
 * @param purpose what the receiver will do with it, in 1 to 200 characters
 * @param receiver who gets it, in 1 to 200 characters (GDPR art. 15(1)(c))
 */
public record ExportRequest(TopicId topic, String purpose, String receiver, ExportProfile profile) {

  public ExportRequest {
    purpose = required(purpose);
    receiver = required(receiver);
  }

  private static String required(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > 200) {
      throw new IllegalArgumentException("an export names its purpose and its receiver");
    }
    return stripped;
  }
}
