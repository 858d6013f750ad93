package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The addresses of our stylesheets and images: each with the hash of its content, so that a browser
 * may keep it for good and still sees a new one at once.
 */
@Named
@ApplicationScoped
public class Assets {

  private final Map<String, String> addresses = new ConcurrentHashMap<>();
  private final ServletContext application;

  /** For the container. */
  protected Assets() {
    this.application = null;
  }

  @Inject
  public Assets(ServletContext application) {
    this.application = application;
  }

  /**
   * @param name a path below {@code resources}, such as {@code css/voorkeur.css}
   */
  public String url(String name) {
    return addresses.computeIfAbsent(name, this::address);
  }

  private String address(String name) {
    String path = "/resources/" + name;
    try (InputStream in = application.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no such file: " + name);
      }
      byte[] digest = DigestUtils.sha256(in);
      return path + "?v=" + HexFormat.of().formatHex(Arrays.copyOf(digest, 6));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
