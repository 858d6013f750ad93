package nl.voorkeur.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.Language;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * How a controller's public pages look and what they call it.
 *
 * @param accents both or none, each one that passes
 * @param names what people call the controller, where that is another name than its own
 * @param footers a line at the foot of each page
 * @param logo the one that is kept, if any
 * @param framers origins whose pages may show the sign-up page in a frame
 */
public record Look(
    Map<Accent, Colour> accents,
    Map<Language, String> names,
    Map<Language, String> footers,
    Optional<Logo> logo,
    List<String> framers) {

  /** The portal's own look. */
  public static final Look PLAIN =
      new Look(Map.of(), Map.of(), Map.of(), Optional.empty(), List.of());

  /** A logo by its hash, and its size in pixels. */
  public record Logo(String hash, int width, int height) {}

  public Look {
    accents = Map.copyOf(accents);
    names = Map.copyOf(names);
    footers = Map.copyOf(footers);
    framers = List.copyOf(framers);
    if (accents.size() == 1
        || accents.entrySet().stream().anyMatch(one -> !one.getKey().passes(one.getValue()))) {
      throw new IllegalArgumentException("two accents that can be read, or none");
    }
  }

  Look with(Optional<Logo> newLogo) {
    return new Look(accents, names, footers, newLogo, framers);
  }

  /** The rules that colour the pages; nothing when the portal's own colours hold. */
  public Optional<String> stylesheet() {
    return accents.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ":root{--al:%s;--ad:%s}\n"
                .formatted(accents.get(Accent.LIGHT), accents.get(Accent.DARK)));
  }

  /** Where a browser finds these rules, for good, as the name holds their hash. */
  public Optional<String> stylesheetPath(String slug) {
    return stylesheet()
        .map(rules -> path(slug, hash(rules.getBytes(StandardCharsets.US_ASCII)), "css"));
  }

  /** Where a browser finds the logo, for good. */
  public Optional<String> logoPath(String slug) {
    return logo.map(one -> path(slug, one.hash(), "png"));
  }

  private static String path(String slug, String hash, String kind) {
    return "/look/" + slug + "/" + hash + "." + kind;
  }

  static String hash(byte[] content) {
    return HexFormat.of().formatHex(DigestUtils.sha256(content), 0, 8);
  }
}
