package nl.voorkeur.catalogue;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * An uploaded logo, drawn anew: only its pixels come through, never its metadata or what hides
 * behind them (ASVS 5.2.2, 5.2.5). Its size is looked at before it is unpacked (ASVS 5.2.1).
 */
public final class LogoFile {

  /** More than any logo takes. */
  public static final int MOST_BYTES = 1_000_000;

  private static final int MOST_SIDE = 4000;

  /** Three times the room that the pages have, for sharp screens. */
  private static final int WIDE = 528;

  private static final int HIGH = 120;

  private LogoFile() {}

  /** Why a file can't be a logo. */
  public enum Fault {
    TOO_BIG,
    NOT_AN_IMAGE,
    TOO_MANY_PIXELS
  }

  /** A PNG of ours, or why there is none. */
  public sealed interface Outcome {

    <T> T fold(Function<Drawn, T> drawn, Function<Fault, T> refused);

    /** The logo. */
    record Drawn(byte[] png, int width, int height) implements Outcome {
      @Override
      public <T> T fold(Function<Drawn, T> drawn, Function<Fault, T> refused) {
        return drawn.apply(this);
      }

      Look.Logo logo() {
        return new Look.Logo(Look.hash(png), width, height);
      }
    }

    /** What is wrong with the file. */
    record Refused(Fault fault) implements Outcome {
      @Override
      public <T> T fold(Function<Drawn, T> drawn, Function<Fault, T> refused) {
        return refused.apply(fault);
      }
    }
  }

  public static Outcome read(byte[] file) {
    if (file.length > MOST_BYTES) {
      return new Outcome.Refused(Fault.TOO_BIG);
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return new Outcome.Refused(Fault.NOT_AN_IMAGE);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        if (reader.getWidth(0) > MOST_SIDE || reader.getHeight(0) > MOST_SIDE) {
          return new Outcome.Refused(Fault.TOO_MANY_PIXELS);
        }
        return drawn(reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException broken) {
      return new Outcome.Refused(Fault.NOT_AN_IMAGE);
    }
  }

  private static Outcome drawn(BufferedImage image) {
    double scale =
        Math.min(1, Math.min((double) WIDE / image.getWidth(), (double) HIGH / image.getHeight()));
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = drawn.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.drawImage(image, 0, 0, width, height, null);
    pen.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(drawn, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Outcome.Drawn(png.toByteArray(), width, height);
  }
}
