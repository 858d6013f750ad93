package nl.voorkeur.mailing;

import java.util.Optional;

/**
 * What a mailing is dressed in.
 *
 * @param layoutVersion the version of a layout of the controller's; without one, the portal's own
 * @param imagesInside whether pictures travel in the message, rather than being fetched from us
 */
public record Outfit(Optional<Long> layoutVersion, boolean imagesInside) {

  /** The portal's own layout, and pictures at an address of ours. */
  public static final Outfit USUAL = new Outfit(Optional.empty(), false);
}
