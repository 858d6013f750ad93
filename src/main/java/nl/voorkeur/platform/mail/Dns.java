package nl.voorkeur.platform.mail;

import java.util.List;

/** Looks into DNS. */
@FunctionalInterface
public interface Dns {

  /**
   * The TXT records of a name, each as one text; none when it has none or doesn't exist.
   *
   * @throws Silent when nobody answers
   */
  List<String> txt(String name);

  /** DNS gave no answer, so nothing is known. */
  final class Silent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Silent(Throwable cause) {
      super("DNS does not answer", cause);
    }
  }
}
