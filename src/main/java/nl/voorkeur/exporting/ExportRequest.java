package nl.voorkeur.exporting;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nl.voorkeur.kernel.TopicId;

/**
 * What somebody asks to be exported.
 *
 * @param topics one or more; who may be mailed on any of them is in
 * @param purpose what the receiver will do with it in words, in 1 to 200 characters
 * @param receiver the key of who gets it (GDPR art. 15(1)(c)), see {@link Receivers}
 * @param columns what stands beside the address
 */
public record ExportRequest(
    List<TopicId> topics,
    ListUse use,
    String purpose,
    String receiver,
    ExportProfile profile,
    Set<ExportColumn> columns,
    ExportFilter filter,
    boolean gzip) {

  /** As many topics as one list may have. */
  public static final int MOST_TOPICS = 50;

  public ExportRequest {
    topics = topics.stream().distinct().toList();
    purpose = purpose.strip();
    columns = columns.isEmpty() ? Set.of() : EnumSet.copyOf(columns);
    if (purpose.isEmpty() || purpose.length() > 200 || !receiver.matches("[a-z]+(:[0-9]+)?")) {
      throw new IllegalArgumentException("an export names its purpose and its receiver");
    }
    if (topics.isEmpty() || topics.size() > MOST_TOPICS) {
      throw new IllegalArgumentException("an export has 1 to " + MOST_TOPICS + " topics");
    }
  }

  /** Everybody permitted, with the usual columns, not compressed. */
  public static ExportRequest plain(
      List<TopicId> topics, ListUse use, String purpose, String receiver, ExportProfile profile) {
    return new ExportRequest(
        topics, use, purpose, receiver, profile, ExportColumn.usual(), ExportFilter.NONE, false);
  }

  /** The name of the file. */
  public String fileName(String number) {
    return "permitted-" + number + "." + profile.suffix() + (gzip ? ".gz" : "");
  }

  public String mediaType() {
    return gzip ? "application/gzip" : profile.mediaType();
  }
}
