package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nl.voorkeur.mailing.LayoutFault.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a page has to have, and must not have, to be the layout of mails. */
class LayoutFaultTest {

  private static final String PAGE =
      "<html lang=\"${lang}\"><head><title>${title}</title></head><body>%s${content}<div>${foot}</div></body></html>";

  @Test
  void theUsualOneIsWithoutFault() {
    assertEquals(List.of(), LayoutFault.of(MailLayout.usual()));
    assertEquals(List.of(), LayoutFault.of(PAGE.formatted("<img src=\"logo.png\" alt=\"x\">")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<script>x()</script> | FORBIDDEN",
        "<p onclick=\"x()\">a</p> | FORBIDDEN",
        "<iframe src=\"x\"></iframe> | FORBIDDEN",
        "<link rel=\"stylesheet\" href=\"https://a.example/x.css\"> | FORBIDDEN",
        "<a href=\"javascript:x()\">a</a> | FORBIDDEN",
        "<td background=\"x.png\">a</td><p background=\"x.png\">a</p> | FORBIDDEN",
        "<p style=\"background:url(https://t.example/p.gif)\">a</p> | FORBIDDEN",
        "<style>@import 'https://t.example/x.css';</style> | FORBIDDEN",
        "<style>p { background: u\\72l(x) }</style> | FORBIDDEN",
        "<img src=\"https://t.example/p.gif\"> | FOREIGN_IMAGE",
        "<p>${name}</p> | UNKNOWN_PLACE",
        "<p>${content}</p> | CONTENT_MISSING",
        "<p>${foot}</p> | FOOT_MISSING"
      })
  void tellsWhatMayNotBe(String more, Kind kind) {
    List<LayoutFault> faults = LayoutFault.of(PAGE.formatted(more));
    assertTrue(faults.stream().anyMatch(fault -> fault.kind() == kind), faults::toString);
  }

  @Test
  void tellsWhatIsMissing() {
    List<Kind> kinds = LayoutFault.of("<p>x</p>").stream().map(LayoutFault::kind).toList();
    assertEquals(List.of(Kind.CONTENT_MISSING, Kind.FOOT_MISSING, Kind.LANG_MISSING), kinds);
  }
}
