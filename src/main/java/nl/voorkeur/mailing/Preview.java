package nl.voorkeur.mailing;

import java.util.List;

/**
 * A mailing as one recipient would get it, and what is not right about it yet.
 *
 * @param html the whole HTML part; links of the recipient lead to the portal's first page
 */
public record Preview(String subject, String html, String text, List<Finding> findings) {

  public Preview {
    findings = List.copyOf(findings);
  }
}
