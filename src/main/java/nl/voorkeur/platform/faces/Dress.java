package nl.voorkeur.platform.faces;

import java.util.Optional;

/**
 * What makes a page look like its sender's.
 *
 * @param stylesheet the address of rules that come after ours
 * @param footer a line of the sender's own; empty for none
 */
public record Dress(Optional<String> stylesheet, Optional<Logo> logo, String footer) {

  /** The portal's own. */
  public static final Dress PLAIN = new Dress(Optional.empty(), Optional.empty(), "");

  /** An image that stands for the sender, and the room it takes. */
  public record Logo(String address, int width, int height) {}
}
