package nl.voorkeur.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.text.Marked;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fact makes a sentence in every language, a fact that is not there makes none. */
class StatementWriterTest {

  /** What people type, and what others wish they could. */
  private static final List<String> NAUGHTY =
      List.of(
          "<script>alert(1)</script>",
          "<img src=x onerror=alert(1)>",
          "\"><svg/onload=alert(1)>",
          "&lt;b&gt; &amp; &#60;",
          "[klik](javascript:alert(1))",
          "![](https://evil.example/pixel.gif)",
          "<https://evil.example/>",
          "[a]: https://evil.example 'x'",
          "# Kop",
          "## Uw rechten",
          "- lijst",
          "+ lijst",
          "1. lijst",
          "1) lijst",
          "> citaat",
          "===",
          "---",
          "***vet*** _schuin_ ~~weg~~ `code`",
          "```\ncode\n```",
          "regel\r\n\r\n## Valse kop",
          "regel\u2028## Valse kop",
          "\\*schuine streep\\",
          "{0} {1} {2} ''",
          "{0,choice,0#a|1#b}",
          "O'Brien & Söhne – ‘café’ …",
          "مرحبا \u202e gnirts",
          "田中さん ＜script＞",
          "👩‍👧 emoji",
          "| a | b |",
          "<!-- weg -->",
          "a\u0000b\u0007c",
          "https://voorbeeld.example/?a=1&b=<2>",
          "    ingesprongen",
          "\ttab");

  private static final Map<Language, String> COMPLETE = StatementWriter.write(Example.complete());

  @ParameterizedTest
  @EnumSource
  void everySentenceIsFilledIn(Language language) {
    String text = StatementWriter.write(Example.complete(), language);
    assertFalse(text.contains("{"), text);
    assertFalse(text.contains("null") || text.contains("Optional"), text);
    assertFalse(text.contains("..") && !text.contains("..."), text);
    assertEquals(12, text.lines().filter(line -> line.startsWith("## ")).count());
  }

  /** Each answer is to be seen in the text, in each language. */
  @TestFactory
  Stream<DynamicTest> everyFactMakesASentence() {
    return Arrays.stream(Question.values())
        .map(
            question ->
                DynamicTest.dynamicTest(
                    question.name(),
                    () -> {
                      Answers answers =
                          question == Question.OFFICER_REASON
                              ? Example.answers().with(Question.OFFICER, "NOT_REQUIRED")
                              : Example.answers();
                      Material untold = Example.complete().with(answers.without(question));
                      for (Language language : Language.values()) {
                        if (question == Question.COUNTRY) {
                          continue; // tells which authority is the one, and is not said itself
                        }
                        assertNotEquals(
                            question == Question.OFFICER_REASON
                                ? StatementWriter.write(Example.complete().with(answers), language)
                                : COMPLETE.get(language),
                            StatementWriter.write(untold, language),
                            language.name());
                      }
                    }));
  }

  /** Each option has words of its own. */
  @TestFactory
  Stream<DynamicTest> everyOptionHasItsWords() {
    return Arrays.stream(Question.values())
        .filter(question -> !question.options().isEmpty())
        .map(
            question ->
                DynamicTest.dynamicTest(
                    question.name(),
                    () -> {
                      for (Language language : Language.values()) {
                        Map<String, Enum<?>> seen = new LinkedHashMap<>();
                        for (Enum<?> option : question.options()) {
                          String text =
                              StatementWriter.write(
                                  Example.complete()
                                      .with(Example.answers().with(question, option.name())),
                                  language);
                          boolean unsaid = option == Abroad.NO || option == Abroad.UNSAFE;
                          if (!unsaid) {
                            Enum<?> other = seen.put(text, option);
                            assertEquals(null, other, () -> option + " reads as another");
                          }
                        }
                      }
                    }));
  }

  @Test
  void nothingToldIsNothingInvented() {
    Material nothing = Example.complete().with(Answers.NONE).with(List.<Processor>of());
    String text = StatementWriter.write(nothing, Language.EN);
    assertEquals(
        List.of(
            "## Who is responsible?",
            "## Which data?",
            "## Cookies",
            "## Your rights",
            "## Changes"),
        text.lines().filter(line -> line.startsWith("## ")).toList());
    assertFalse(text.contains("consent"), text);
    assertFalse(text.contains("Autoriteit"), text);
  }

  @Test
  void theDutchAuthorityIsTheOneWhereNoOtherIsNamed() {
    Answers dutch =
        Example.answers()
            .with(Question.COUNTRY, "NL")
            .without(Question.AUTHORITY)
            .without(Question.AUTHORITY_PAGE);
    String text = StatementWriter.write(Example.complete().with(dutch), Language.NL);
    assertTrue(text.contains("Autoriteit Persoonsgegevens"));
    assertTrue(text.contains("<https://www.autoriteitpersoonsgegevens.nl>"));
  }

  @Test
  void processorsAreNamedOnlyWhereTheyCount() {
    String text = StatementWriter.write(Example.complete(), Language.NL);
    assertFalse(text.contains("Bedrijf 1"), "the register names them, the statement does not");
    assertTrue(text.contains("Bedrijf 4"));
    assertTrue(text.contains("Verenigde Staten"));
  }

  /** Whatever is typed in whatever field shows as it is, and nothing of it is obeyed. */
  @TestFactory
  Stream<DynamicTest> everyFieldShowsWhatWasTyped() {
    String plain = "zzqq";
    Document harmless = page(everywhere(plain));
    int fields = count(harmless.body().wholeText(), plain);
    assertTrue(fields > 20, "in every field: " + fields);
    return NAUGHTY.stream()
        .map(
            text ->
                DynamicTest.dynamicTest(
                    text.replaceAll("\\p{Cc}", " "), () -> check(text, harmless, fields)));
  }

  private static void check(String typed, Document harmless, int fields) {
    Document page = page(everywhere(typed));
    assertEquals(harmless.select("h2").eachText(), page.select("h2").eachText());
    assertEquals(harmless.select("li").size(), page.select("li").size());
    assertEquals(0, page.select("script, img, svg, b, code, blockquote, ol, pre, h1, h3").size());
    page.select("*")
        .forEach(
            element ->
                assertTrue(
                    element.attributes().asList().stream()
                        .allMatch(attribute -> attribute.getKey().equals("href")),
                    element::outerHtml));
    page.select("a")
        .forEach(link -> assertTrue(link.attr("href").matches("(https?|mailto):[^ ]*")));
    assertEquals(0, page.select("a[href*=evil], a[href^=javascript]").size());
    assertEquals(
        fields,
        count(squeezed(page.body().wholeText()), squeezed(typed)),
        () -> typed + " in " + page.body().wholeText());
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static Document page(Material material) {
    return Jsoup.parseBodyFragment(Marked.html(StatementWriter.write(material, Language.NL)));
  }

  /** The same text in every field there is. */
  private static Material everywhere(String text) {
    Material material = processor(topic(named(Example.complete(), text), text), text);
    Answers answers = material.answers();
    for (Question question : Question.values()) {
      switch (question.kind()) {
        case LINE, ADDRESS -> answers = answers.with(question, text);
        case WORDS -> answers = answers.with(question, Map.of(Language.NL, text));
        default -> {}
      }
    }
    return material.with(answers);
  }

  private static String squeezed(String text) {
    return text.replaceAll("[\\s\\p{Cc}\\u2028\\u2029\\u202e]+", " ").strip();
  }

  private static Material named(Material material, String text) {
    var old = material.responsible();
    return new Material(
        new Material.Responsible(
            text,
            text,
            old.email(),
            Optional.of(text),
            old.ourRole(),
            Optional.of(text),
            old.languages(),
            old.tracks()),
        material.mails(),
        material.answers(),
        material.processors(),
        material.today());
  }

  private static Material topic(Material material, String text) {
    return new Material(
        material.responsible(),
        List.of(
            new Material.Mail(nl.voorkeur.kernel.TopicKind.NEWSLETTER, Map.of(Language.NL, text))),
        material.answers(),
        material.processors(),
        material.today());
  }

  private static Material processor(Material material, String text) {
    return material.with(
        List.of(
            new Processor(
                1,
                "x" + text,
                ProcessorCategory.ANALYTICS,
                "US",
                Optional.of(Safeguard.CLAUSES),
                Optional.of(Example.TODAY),
                Optional.empty(),
                Optional.of(text),
                Optional.of(OwnUse.NO),
                Map.of(Language.NL, text),
                Map.of(Language.NL, text),
                0)));
  }
}
