package nl.voorkeur.mailing;

/**
 * A picture of a controller's for its mails.
 *
 * @param name by which authors show it, such as {@code kaas.png}
 * @param hash of its bytes, in its address
 */
public record Picture(
    long id, String name, String hash, String mediaType, int width, int height, long size) {

  /** Where everybody fetches it, without a word about who does (promise 8). */
  public String path() {
    return "/i/" + hash + "." + mediaType.substring("image/".length()).replace("jpeg", "jpg");
  }
}
