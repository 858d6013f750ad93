package nl.voorkeur.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import nl.voorkeur.catalogue.LogoFile.Outcome;
import nl.voorkeur.kernel.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Colours that can be read, and logos of nothing but pixels. */
class LookTest {

  /** Figures of WebAIM's contrast checker. */
  @ParameterizedTest
  @CsvSource({
    "#000000, #ffffff, 21.00",
    "#777777, #ffffff, 4.48",
    "#767676, #ffffff, 4.54",
    "#ff0000, #ffffff, 4.00",
    "#0000ff, #ffff00, 8.00",
    "#123456, #123456, 1.00"
  })
  void contrastIsThatOfWcag(String one, String other, double expected) {
    Colour first = Colour.parse(one).orElseThrow();
    Colour second = Colour.parse(other).orElseThrow();
    assertEquals(expected, first.contrast(second), 0.005);
    assertEquals(first.contrast(second), second.contrast(first));
  }

  @Test
  void theNearestColourPassesAndOneStepLessDoesNot() {
    Random random = new Random(11);
    for (int i = 0; i < 2000; i++) {
      Colour any = new Colour(random.nextInt(256), random.nextInt(256), random.nextInt(256));
      for (Accent accent : Accent.values()) {
        Colour near = accent.nearest(any);
        assertTrue(accent.passes(near), () -> accent + " " + any + " " + near);
        assertEquals(accent.passes(any), near.equals(any));
        if (!accent.passes(any)) {
          assertTrue(accent.contrast(near) < Accent.LEAST + 0.3, () -> accent + " " + any);
        }
      }
    }
  }

  @Test
  void isWrittenAndReadAgain() {
    Look look =
        new Look(
            Map.of(
                Accent.LIGHT, Colour.parse("#8a1f45").orElseThrow(),
                Accent.DARK, Colour.parse("#f4a9bf").orElseThrow()),
            Map.of(Language.NL, "De \"Linde\""),
            Map.of(Language.FR, "À bientôt"),
            Optional.of(new Look.Logo("0123456789abcdef", 100, 40)),
            List.of("https://www.example.example"));
    LookConverter converter = new LookConverter();
    assertEquals(look, converter.convertToEntityAttribute(converter.convertToDatabaseColumn(look)));
    assertEquals(Look.PLAIN, converter.convertToEntityAttribute("{}"));
    assertTrue(look.stylesheetPath("x").orElseThrow().matches("/look/x/[0-9a-f]{16}\\.css"));
  }

  @Test
  void nothingUnreadableCanBeBuilt() {
    Map<Accent, Colour> pale =
        Map.of(
            Accent.LIGHT, Colour.parse("#ffff00").orElseThrow(),
            Accent.DARK, Colour.parse("#ffff00").orElseThrow());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Look(pale, Map.of(), Map.of(), Optional.empty(), List.of()));
  }

  @Test
  void aLogoIsDrawnAnewInItsProportions() throws IOException {
    byte[] hidden = "<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(1200, 300, BufferedImage.TYPE_INT_RGB), "png", file);
    file.write(hidden);
    Outcome.Drawn logo =
        LogoFile.read(file.toByteArray())
            .fold(
                drawn -> drawn,
                fault -> {
                  throw new AssertionError(fault);
                });
    assertEquals(480, logo.width());
    assertEquals(120, logo.height());
    assertFalse(new String(logo.png(), StandardCharsets.ISO_8859_1).contains("script"));
    assertEquals(480, ImageIO.read(new ByteArrayInputStream(logo.png())).getWidth());
  }

  @Test
  void whatIsNoImageIsRefused() throws IOException {
    assertEquals(
        LogoFile.Fault.NOT_AN_IMAGE,
        fault("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8)));
    assertEquals(LogoFile.Fault.TOO_BIG, fault(new byte[LogoFile.MOST_BYTES + 1]));
    ByteArrayOutputStream wide = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(4001, 1, BufferedImage.TYPE_BYTE_BINARY), "png", wide);
    assertEquals(LogoFile.Fault.TOO_MANY_PIXELS, fault(wide.toByteArray()));
    byte[] cut = Arrays.copyOf(wide.toByteArray(), 20);
    assertEquals(LogoFile.Fault.NOT_AN_IMAGE, fault(cut));
  }

  private static LogoFile.Fault fault(byte[] file) {
    return LogoFile.read(file)
        .fold(
            drawn -> {
              throw new AssertionError("taken");
            },
            fault -> fault);
  }
}
