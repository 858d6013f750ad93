package nl.voorkeur.platform.faces;

/** HTML in the making: what we wrote as it is, what anybody else wrote with its signs escaped. */
final class Markup {

  private final StringBuilder html = new StringBuilder(1024);

  /** Our own HTML. */
  Markup add(String markup) {
    html.append(markup);
    return this;
  }

  /** Text, or the value of an attribute in double quotes. */
  Markup text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char sign = text.charAt(i);
      switch (sign) {
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '&' -> html.append("&amp;");
        case '"' -> html.append("&quot;");
        default -> html.append(sign);
      }
    }
    return this;
  }

  /** A hidden field. */
  Markup hidden(String name, String value) {
    return add("<input type=\"hidden\" name=\"")
        .text(name)
        .add("\" value=\"")
        .text(value)
        .add("\"/>");
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
