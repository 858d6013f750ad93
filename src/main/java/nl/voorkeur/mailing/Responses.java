package nl.voorkeur.mailing;

import java.util.List;

/**
 * How a mailing was received by those who agreed that we see it.
 *
 * @param agreed how many of those who got it agree now
 */
public record Responses(long agreed, Count opened, Count clicked, List<Link> links) {

  /** How many did it, and how often together. */
  public record Count(long people, long times) {
    static final Count NONE = new Count(0, 0);
  }

  /** One link of the mailing. */
  public record Link(String url, Count count) {}

  public Responses {
    links = List.copyOf(links);
  }

  public boolean isNothing() {
    return agreed == 0 && opened.people() == 0 && clicked.people() == 0;
  }
}
