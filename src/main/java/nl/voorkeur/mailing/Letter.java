package nl.voorkeur.mailing;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a mail says, made once for all its recipients: its subject, its HTML and its text, each cut
 * at the places that differ.
 */
record Letter(Template subject, Template html, Template text) {

  /** Makes a value harmless in a text: it never ends a line. */
  static final UnaryOperator<String> ONE_LINE = HeaderText::oneLine;

  /** What a mail says to one recipient. */
  record Filled(String subject, String html, String text) {}

  Filled fill(Map<MergeField, String> values) {
    return new Filled(
        HeaderText.oneLine(subject.fill(values, ONE_LINE)),
        html.fill(values, value -> MailLayout.escape(HeaderText.oneLine(value))),
        text.fill(values, ONE_LINE));
  }
}
