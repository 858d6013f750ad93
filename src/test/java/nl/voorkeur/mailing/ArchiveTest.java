package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.TopicId;
import org.junit.jupiter.api.Test;

/** A mailing as anybody may read it. */
class ArchiveTest {

  private static Archive.Issue issue(String subject, String body) {
    return Archive.issue(
        new MailingId(1),
        new MailingText(new TopicId(11), Language.EN, subject, "", body),
        Pictures.none(),
        Instant.parse("2026-11-22T12:00:00Z"));
  }

  @Test
  void standsInForThePerson() {
    Archive.Issue issue =
        issue(
            "News, {{first_name|reader}}", "# Dear {{first_name|reader <3}}\n\nHi {{last_name}}!");
    assertEquals("News, reader", issue.subject());
    assertTrue(issue.html().contains("<h2>Dear reader &lt;3</h2>"), issue.html());
    assertFalse(issue.html().contains("{{"), issue.html());
  }

  @Test
  void isCleanAndStartsAtTheSecondHeading() {
    Archive.Issue issue =
        issue(
            "x",
            "# One\n\n## Two\n\n<script>alert(1)</script><p style=\"color:red\" onclick=\"x()\">"
                + "a</p>\n\n[go](javascript:x) ![pic](https://track.example/p.gif)");
    assertTrue(issue.html().contains("<h2>One</h2>"), issue.html());
    assertTrue(issue.html().contains("<h3>Two</h3>"), issue.html());
    for (String bad : new String[] {"script", "style", "onclick", "javascript", "img", "track"}) {
      assertFalse(issue.html().contains(bad), issue.html());
    }
  }
}
