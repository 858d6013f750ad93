package nl.voorkeur.catalogue;

/**
 * The two accents of a controller, each for one of the two sheets of our pages. An accent colours
 * links, buttons and switches, so it must be readable on the tint of its sheet, which of all its
 * backgrounds lies nearest (WCAG 2.2, 1.4.3).
 */
public enum Accent {
  LIGHT(new Colour(0xe3, 0xee, 0xeb), new Colour(0, 0, 0)),
  DARK(new Colour(0x1b, 0x33, 0x35), new Colour(0xff, 0xff, 0xff));

  /** The contrast that text needs. */
  public static final double LEAST = 4.5;

  private final Colour tint;
  private final Colour end;

  Accent(Colour tint, Colour end) {
    this.tint = tint;
    this.end = end;
  }

  public double contrast(Colour colour) {
    return colour.contrast(tint);
  }

  public boolean passes(Colour colour) {
    return contrast(colour) >= LEAST;
  }

  /** The nearest colour of that kind that can be read. */
  public Colour nearest(Colour colour) {
    return colour.towards(end, tint, LEAST);
  }
}
