package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files may travel with a mail or be shown in it, by what they are and not what they say. */
class EnclosedFilesTest {

  @ParameterizedTest
  @CsvSource({
    "a.pdf, %PDF-1.7 x, true",
    "a.pdf, <script>, false",
    "a.txt, Dag é, true",
    "a.csv, 'a,b', true",
    "a.ics, BEGIN:VCALENDAR, true",
    "a.html, <p>, false",
    "a.svg, <svg/>, false",
    "a.exe, MZ, false",
    "a.pdf.exe, %PDF-1.7, false",
    "a.docm, PK, false",
    ".txt, x, false",
    "txt, x, false",
    "a.txt, '', false"
  })
  void anAttachmentIsOfAKindOnTheList(String name, String content, boolean taken) {
    assertEquals(
        taken,
        AttachmentFile.read(name, content.getBytes(StandardCharsets.UTF_8)).isPresent(),
        name);
  }

  @Test
  void aNameIsNoPathAndNoHeader() {
    AttachmentFile file =
        AttachmentFile.read("C:\\x\\..\\pr\u0000ijs\r\nBcc: x.txt", new byte[] {'a'}).orElseThrow();
    assertEquals("pr ijs Bcc_ x.txt", file.name());
  }

  @Test
  void aTooBigFileStaysBehind() {
    byte[] content = new byte[AttachmentFile.MOST_BYTES + 1];
    java.util.Arrays.fill(content, (byte) 'a');
    assertTrue(AttachmentFile.read("a.txt", content).isEmpty());
  }

  @Test
  void aPictureIsDrawnAnewAndNoWiderThanAMail() throws IOException {
    PictureFile.Drawn drawn = drawn(image("png", 2400, 600));
    assertEquals("image/png", drawn.mediaType());
    assertEquals(1200, drawn.width());
    assertEquals(300, drawn.height());
    byte[] photo = image("jpeg", 40, 30);
    byte[] hiding = new byte[photo.length + 20];
    System.arraycopy(photo, 0, hiding, 0, photo.length);
    System.arraycopy(
        "<script>here</script>".getBytes(StandardCharsets.US_ASCII), 0, hiding, photo.length, 20);
    PictureFile.Drawn clean = drawn(hiding);
    assertEquals("image/jpeg", clean.mediaType());
    assertFalse(
        new String(clean.bytes(), StandardCharsets.ISO_8859_1).contains("script"),
        "only pixels come through");
    assertEquals(32, clean.hash().length());
  }

  @Test
  void aDrawingWithScriptsIsNoPicture() {
    byte[] svg =
        "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"
            .getBytes(StandardCharsets.US_ASCII);
    assertEquals(
        PictureFile.Fault.NOT_AN_IMAGE, PictureFile.read(svg).fold(drawn -> null, fault -> fault));
    assertEquals(
        PictureFile.Fault.TOO_BIG,
        PictureFile.read(new byte[PictureFile.MOST_BYTES + 1]).fold(drawn -> null, fault -> fault));
  }

  private static PictureFile.Drawn drawn(byte[] file) {
    return PictureFile.read(file)
        .fold(
            drawn -> drawn,
            fault -> {
              throw new AssertionError(fault);
            });
  }

  static byte[] image(String format, int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
    return bytes.toByteArray();
  }
}
