package nl.voorkeur.catalogue;

import java.util.Optional;
import java.util.regex.Pattern;

/** A colour of the screen (sRGB), written {@code #rrggbb}. */
public record Colour(int red, int green, int blue) {

  private static final Pattern FORM = Pattern.compile("#[0-9A-Fa-f]{6}");
  private static final int STEPS = 255;

  /** The colour that a text stands for. */
  public static Optional<Colour> parse(String text) {
    if (text == null || !FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    int all = Integer.parseInt(text.substring(1), 16);
    return Optional.of(new Colour(all >> 16, all >> 8 & 0xff, all & 0xff));
  }

  /** From 1 to 21, by the formula of WCAG 2.2 (contrast ratio, relative luminance). */
  public double contrast(Colour other) {
    double mine = luminance();
    double theirs = other.luminance();
    return (Math.max(mine, theirs) + 0.05) / (Math.min(mine, theirs) + 0.05);
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int part) {
    double share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  /**
   * The first colour on the way to black or white that has a contrast; this one when it has it.
   *
   * @param end black or white, whichever lies away from the background
   */
  Colour towards(Colour end, Colour background, double least) {
    for (int step = 0; step < STEPS; step++) {
      Colour mixed =
          new Colour(
              mix(red, end.red, step), mix(green, end.green, step), mix(blue, end.blue, step));
      if (mixed.contrast(background) >= least) {
        return mixed;
      }
    }
    return end;
  }

  private static int mix(int from, int to, int step) {
    return from + Math.round((to - from) * step / (float) STEPS);
  }

  @Override
  public String toString() {
    return "#%02x%02x%02x".formatted(red, green, blue);
  }
}
