package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** The rules of a style sheet, written into the elements they are for. */
class InlineStylesTest {

  private static Document written(String style, String body) {
    return Jsoup.parse(
        InlineStyles.write(
            "<html><head><style>" + style + "</style></head><body>" + body + "</body></html>"));
  }

  @Test
  void theWeightierRuleWinsAndTheElementsOwnStyleMost() {
    Document page =
        written(
            "#a { color: green } p.b { color: blue } p { color: red; margin: 1px }",
            "<p id='a' class='b'>1</p><p class='b'>2</p><p>3</p><p class='b' style='color:black'>4</p>");
    assertTrue(page.select("p").get(0).attr("style").contains("color:green"));
    assertTrue(page.select("p").get(1).attr("style").contains("color:blue"));
    assertTrue(page.select("p").get(2).attr("style").contains("color:red"));
    assertTrue(page.select("p").get(3).attr("style").endsWith("color:black"), "comes last");
    assertTrue(page.select("p").get(0).attr("style").contains("margin:1px"));
    assertTrue(page.select("style").isEmpty(), "nothing is left to be stripped");
  }

  @Test
  void whatDependsOnTheScreenStaysInASheet() {
    Document page =
        written(
            "p { color: red } a:hover { color: blue } @media (prefers-color-scheme: dark) { p { color: white !important } }",
            "<p>x <a href='https://a.example'>y</a></p>");
    String rest = page.select("style").first().data();
    assertTrue(rest.contains("prefers-color-scheme"), rest);
    assertTrue(rest.contains("a:hover"), rest);
    assertFalse(rest.contains("red"), rest);
    assertTrue(page.select("p").attr("style").contains("color:red"));
  }

  @Test
  void theUsualLayoutCarriesItsLooksInItsElements() {
    String page =
        new MailLayout(MailLayout.usual())
            .page(
                nl.voorkeur.kernel.Language.FR,
                "t",
                "",
                "s",
                "a",
                MailLayout.content(
                    Jsoup.parseBodyFragment(
                        "<h1>k</h1><p>x</p><p><strong><a href='https://a.example'>go</a></strong></p>")),
                "");
    Document read = Jsoup.parse(page);
    assertEquals("fr", read.select("html").attr("lang"));
    assertTrue(read.select("h1").attr("style").contains("34px"), page);
    assertTrue(read.select("p").first().attr("style").contains("17px"), page);
    assertTrue(read.select("a.btn").attr("style").contains("background-color:#0b5a54"), page);
    assertTrue(read.select("style").first().data().contains("(prefers-color-scheme:dark)"), page);
    assertFalse(page.contains("${"), page);
  }
}
