package nl.voorkeur.platform.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MarkupTest {

  @Test
  void escapesWhatOthersWrote() {
    Markup html = new Markup().add("<p title=\"").text("\"><script>'&").add("\">");
    assertEquals("<p title=\"&quot;&gt;&lt;script&gt;'&amp;\">", html.toString());
  }

  @Test
  void escapesNameAndValueOfAHiddenField() {
    assertEquals(
        "<input type=\"hidden\" name=\"a&quot;\" value=\"&lt;b&gt;\"/>",
        new Markup().hidden("a\"", "<b>").toString());
  }
}
