package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.TopicKind;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a letter says, in both parts, whatever authors and recipients put into it. */
class LetterWriterTest {

  private static final Letterhead HEAD =
      new Letterhead(
          "imailo",
          "Kaas & Zn.",
          "Havenstraat 12, 1234 AB Voorbeeldstad",
          "iMailo",
          EmailAddress.of("nieuws@imailo.example"),
          Optional.of("post.imailo.example"));

  private static final Map<MergeField, String> LINKS =
      Map.of(
          MergeField.UNSUBSCRIBE_URL,
          "https://v.example/u/1",
          MergeField.PREFERENCES_URL,
          "https://v.example/p/1");

  @Test
  void bothPartsSayTheSame() {
    Letter.Filled mail =
        fill(
            "# Kop\n\nDag {{first_name|lezer}},\n\n- een\n- twee\n\n1. a\n2. b\n\n> citaat\n\n"
                + "Lees [meer](https://a.example/x?b=1&c=2).\n\n**[Knop](https://a.example/)**\n\n---\n\nSlot `code`",
            Map.of(MergeField.FIRST_NAME, "Joke"));
    assertEquals(
        "Kop\n---\n\nDag Joke,\n\n- een\n- twee\n\n1. a\n2. b\n\n> citaat\n\n"
            + "Lees meer (https://a.example/x?b=1&c=2).\n\nKnop (https://a.example/)\n\n----------\n\nSlot code",
        mail.text().substring(0, mail.text().indexOf("\n\n-- \n")));
    Document html = Jsoup.parse(mail.html());
    assertEquals("Kop", html.select("h1").text());
    assertEquals(
        "https://a.example/x?b=1&c=2",
        html.select("a.link").first().attr("href"),
        "links stay bare");
    assertEquals("Knop", html.select("a.btn").text());
    assertEquals("nl", html.select("html").attr("lang"));
    assertTrue(html.select("img, script, link").isEmpty(), "promise 8");
    assertTrue(html.select("table").stream().allMatch(t -> t.attr("role").equals("presentation")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "{{unsubscribe_url}}",
        "slotq0z slotqq1z",
        "a\r\nBcc: everyone@example.org",
        "a\u0085b\u2028c\u2029d\u0000e",
        "$1 \\1 ${title}"
      })
  void aNameStaysAName(String name) {
    Letter.Filled mail = fill("Dag {{first_name|lezer}},", Map.of(MergeField.FIRST_NAME, name));
    assertEquals(
        "Dag " + HeaderText.oneLine(name).replaceAll("\\s+", " ") + ",",
        Jsoup.parse(mail.html()).select("p").first().text().strip());
    assertTrue(Jsoup.parse(mail.html()).select("script, img").isEmpty());
    assertEquals(1, mail.subject().lines().count());
    assertTrue(mail.subject().endsWith(HeaderText.oneLine(name)), mail.subject());
  }

  @Test
  void whoHasNoNameGetsTheAuthorsFallback() {
    assertTrue(fill("Dag {{first_name|lezer}},", Map.of()).text().startsWith("Dag lezer,"));
    assertTrue(fill("Dag {{ first_name }},", Map.of()).text().startsWith("Dag ,"));
    assertTrue(
        fill("Dag {{first_name|<b>}},", Map.of()).html().contains("Dag &lt;b&gt;,"),
        "a fallback is escaped, too");
  }

  @Test
  void fieldsThatDoNotExistAreTold() {
    Slots slots = slots("{{first_name}} {{email}} {{unsubscribe_url}} {{}}");
    assertEquals(Set.of("email", "unsubscribe_url", ""), slots.unknown());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[x](https://a.example/?n={{first_name}})",
        "[x]({{first_name}})",
        "<https://a.example/{{first_name}}>",
        "<a href=\"https://a.example/{{first_name}}\">x</a>",
        "[x][1]\n\n[1]: https://a.example/{{first_name}}"
      })
  void aNameNeverGetsIntoAnAddress(String body) {
    assertTrue(slots(body).wereInAddress(), "promise 8");
    Letter.Filled mail = fill(body, Map.of(MergeField.FIRST_NAME, "javascript:alert(1)"));
    assertTrue(
        Jsoup.parse(mail.html()).select("a[href]").stream()
            .noneMatch(link -> link.attr("href").contains("alert")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=https://t.example/p.gif>",
        "![x](https://t.example/p.gif)",
        "<a href=\"javascript:alert(1)\">x</a>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "<p style=\"background:url(https://t.example/)\" onclick=\"x()\">x</p>",
        "<iframe src=https://t.example></iframe><form><input></form><style>p{}</style>"
      })
  void whatAnAuthorMayNotDoIsTakenOut(String body) {
    Document html = Jsoup.parse(fill(body, Map.of()).html());
    assertTrue(html.select("script, img, iframe, form, input, [onclick]").isEmpty());
    assertFalse(html.body().html().contains("t.example"), html.body().html());
    assertTrue(
        html.select("a[href]").stream()
            .allMatch(link -> link.attr("href").matches("(https?|mailto):.*")));
  }

  @ParameterizedTest
  @EnumSource(TopicKind.class)
  void onlyMarketingMailOffersToStop(TopicKind kind) {
    Letter.Filled mail =
        LetterWriter.usual()
            .mailing(text("Dag"), new Matter("weekblik", kind, "Weekblik", HEAD))
            .fill(LINKS);
    for (String part : List.of(Jsoup.parse(mail.html()).text(), mail.text())) {
      assertEquals(kind.isMarketing(), part.contains("Stop met Weekblik"), part);
      assertTrue(part.contains("Kaas & Zn., Havenstraat 12"), "requirement T4");
    }
    assertEquals(kind.isMarketing(), mail.html().contains("https://v.example/u/1"));
    assertTrue(mail.html().contains("https://v.example/p/1"));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void aConfirmationExistsInEveryLanguage(Language language) {
    Letter.Filled mail =
        LetterWriter.usual()
            .confirmation(
                language,
                HEAD,
                List.of("[Week](https://x.example)blik *"),
                "https://v.example/c/_1_",
                1)
            .fill(Map.of());
    assertTrue(mail.subject().contains("Kaas & Zn."), mail.subject());
    Document html = Jsoup.parse(mail.html());
    assertEquals("https://v.example/c/_1_", html.select("a.btn").attr("href"));
    assertEquals(1, html.select("a").size(), "one thing to do, and no promotion (requirement T5)");
    assertEquals("[Week](https://x.example)blik *", html.select("li").text());
    assertTrue(mail.text().contains("- [Week](https://x.example)blik *"), mail.text());
    assertEquals(language.code(), html.select("html").attr("lang"));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void whereDataCameFromIsSaidInEveryLanguageWithoutAnOffer(Language language) {
    Letter.Filled mail =
        LetterWriter.usual()
            .sourceNotice(language, HEAD, List.of("Adressen B.V. *"), "https://v.example/p/_1_")
            .fill(Map.of());
    assertTrue(mail.subject().contains("Kaas & Zn."), mail.subject());
    Document html = Jsoup.parse(mail.html());
    assertEquals("Adressen B.V. *", html.select("li").text());
    assertEquals(1, html.select("a").size(), "their own page alone");
    assertEquals("https://v.example/p/_1_", html.select("a.btn").attr("href"));
    assertFalse(mail.text().contains("{0}"), mail.text());
  }

  private static Letter.Filled fill(String body, Map<MergeField, String> names) {
    Map<MergeField, String> values = new EnumMap<>(LINKS);
    values.putAll(names);
    return LetterWriter.usual()
        .mailing(text(body), new Matter("weekblik", TopicKind.NEWSLETTER, "Weekblik", HEAD))
        .fill(values);
  }

  private static Slots slots(String body) {
    MailingText text = text(body);
    Slots slots = Slots.of(text);
    LetterWriter.usual()
        .mailing(
            text,
            new Matter("w", TopicKind.NEWSLETTER, "W", HEAD),
            slots,
            LetterWriter.content(text, slots, Pictures.none()));
    return slots;
  }

  private static MailingText text(String body) {
    return new MailingText(
        new TopicId(11), Language.NL, "Voor {{first_name|u}}", "Een {{first_name|lezer}}", body);
  }
}
