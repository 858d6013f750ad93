package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.text.Texts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** My data names every mail that the portal itself sent somebody (GDPR art. 15(1)). */
class SystemMailKindTest {

  @ParameterizedTest
  @EnumSource(SystemMailKind.class)
  void hasWordsInMyData(SystemMailKind kind) {
    for (Language language : Language.values()) {
      assertTrue(Texts.of("Messages", language).has("mydata.kind." + kind.name()), language::name);
    }
  }
}
