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
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      String escaped = escaped(text.charAt(i));
      if (escaped != null) {
        html.append(text, written, i).append(escaped);
        written = i + 1;
      }
    }
    html.append(text, written, text.length());
    return this;
  }

  private static String escaped(char sign) {
    return switch (sign) {
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '&' -> "&amp;";
      case '"' -> "&quot;";
      default -> null;
    };
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
