package nl.voorkeur.mailing;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What a mail says, made once for all its recipients: its subject, its HTML and its text, each cut
 * at the places that differ.
 */
record Letter(Template subject, Template html, Template text) {

  private static final Pattern LINE_BREAKERS =
      Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");

  /** What a mail says to one recipient. */
  record Filled(String subject, String html, String text) {}

  Filled fill(Map<MergeField, String> values) {
    UnaryOperator<String> oneLine = value -> LINE_BREAKERS.matcher(value).replaceAll(" ").strip();
    return new Filled(
        oneLine.apply(subject.fill(values, oneLine)),
        html.fill(values, value -> MailLayout.escape(oneLine.apply(value))),
        text.fill(values, oneLine));
  }
}
