package nl.voorkeur.mailing;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * An uploaded picture, drawn anew: only its pixels come through, never its metadata (a place, say)
 * or what hides behind them, and never a drawing with scripts (ASVS 5.2.2, 5.2.5). What it is is
 * told by its content, and its size is looked at before it is unpacked (ASVS 5.2.1).
 */
public final class PictureFile {

  /** More than a photo of any use in a mail takes. */
  public static final int MOST_BYTES = 5_000_000;

  private static final int MOST_SIDE = 8000;
  private static final int LARGEST = 2_000_000;

  /** Twice the widest column, for sharp screens. */
  private static final int WIDE = 1200;

  private PictureFile() {}

  /** Why a file can't be a picture in a mail. */
  public enum Fault {
    TOO_BIG,
    NOT_AN_IMAGE,
    TOO_MANY_PIXELS
  }

  /** A picture of ours, or why there is none. */
  public sealed interface Outcome {
    default <T> T fold(Function<Drawn, T> drawn, Function<Fault, T> refused) {
      return this instanceof Drawn yes ? drawn.apply(yes) : refused.apply(((Refused) this).fault());
    }
  }

  /** A picture of ours. */
  public record Drawn(byte[] bytes, String mediaType, int width, int height) implements Outcome {

    String hash() {
      return HexFormat.of().formatHex(DigestUtils.sha256(bytes), 0, 16);
    }
  }

  /** What is wrong with the file. */
  public record Refused(Fault fault) implements Outcome {}

  public static Outcome read(byte[] file) {
    if (file.length > MOST_BYTES) {
      return new Refused(Fault.TOO_BIG);
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return new Refused(Fault.NOT_AN_IMAGE);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        if (reader.getWidth(0) > MOST_SIDE || reader.getHeight(0) > MOST_SIDE) {
          return new Refused(Fault.TOO_MANY_PIXELS);
        }
        boolean photo = reader.getFormatName().equalsIgnoreCase("jpeg");
        Drawn drawn = drawn(reader.read(0), photo);
        return drawn.bytes().length > LARGEST ? new Refused(Fault.TOO_BIG) : drawn;
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException broken) {
      return new Refused(Fault.NOT_AN_IMAGE);
    }
  }

  private static Drawn drawn(BufferedImage image, boolean photo) {
    double scale = Math.min(1, (double) WIDE / image.getWidth());
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    BufferedImage drawn =
        new BufferedImage(
            width, height, photo ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = drawn.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.drawImage(image, 0, 0, width, height, null);
    pen.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(drawn, photo ? "jpeg" : "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Drawn(bytes.toByteArray(), photo ? "image/jpeg" : "image/png", width, height);
  }
}
