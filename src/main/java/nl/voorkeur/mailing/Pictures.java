package nl.voorkeur.mailing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The pictures that one mail may show: those of its controller, by the names that authors write. It
 * remembers which ones were shown, and which names there is no picture for. No mail shows a picture
 * from anywhere else, as fetching it would tell somebody who reads (promise 8).
 */
final class Pictures {

  private final Map<String, Picture> known = new LinkedHashMap<>();
  private final Function<Picture, String> address;
  private final Map<String, Picture> shown = new LinkedHashMap<>();
  private final Set<String> unknown = new TreeSet<>();

  /**
   * @param address what stands in the mail as the source of a picture
   */
  Pictures(List<Picture> all, Function<Picture, String> address) {
    all.forEach(picture -> known.put(picture.name(), picture));
    this.address = address;
  }

  static Pictures none() {
    return new Pictures(List.of(), picture -> "");
  }

  /** The identifier of a picture's part inside of a message (RFC 2392). */
  static String contentId(Picture picture) {
    return picture.hash() + "@image.invalid";
  }

  Optional<Picture> show(String name) {
    Optional<Picture> picture = Optional.ofNullable(known.get(name.strip()));
    picture.ifPresentOrElse(one -> shown.put(one.hash(), one), () -> unknown.add(name.strip()));
    return picture;
  }

  String address(Picture picture) {
    return address.apply(picture);
  }

  List<Picture> shown() {
    return List.copyOf(shown.values());
  }

  Set<String> unknown() {
    return unknown;
  }
}
