package nl.voorkeur.importing;

import java.time.LocalDate;
import java.util.Optional;

/**
 * On what an import stands, besides what its rows prove: from whom the data come and how. Without
 * it nobody may be mailed on the strength of the file (requirements S5d, T3; GDPR art. 14(2)(f)).
 *
 * @param obtainedAtSale declared for customers: the addresses were given to us at the sale, the
 *     first of the four facts (requirement T3)
 * @param freeAccounts the sale was an account without a payment; counts only where the controller
 *     says so (CJEU C-654/23)
 * @param from from which system, list or party; a text for people
 * @param obtainedOn when somebody else handed the data over
 * @param agreement under which a client does
 * @param wording what the people were asked, where no column says it
 * @param keepsUnproven whether a row without its evidence comes in as known, not to be mailed,
 *     rather than being refused
 */
public record Ground(
    boolean obtainedAtSale,
    boolean freeAccounts,
    Optional<Source> source,
    String from,
    Optional<LocalDate> obtainedOn,
    Optional<Long> agreement,
    String wording,
    boolean keepsUnproven) {

  /** Nothing is said. */
  public static final Ground NONE =
      new Ground(false, false, Optional.empty(), "", Optional.empty(), Optional.empty(), "", false);

  static final int LONGEST_FROM = 300;
  static final int LONGEST_WORDING = 2000;

  public Ground {
    from = shortened(from, LONGEST_FROM);
    wording = shortened(wording, LONGEST_WORDING);
  }

  /** By when the people must have been told, if they must: a month after (GDPR art. 14(3)(a)). */
  Optional<LocalDate> informBy() {
    return source
        .filter(Source.OTHER::equals)
        .flatMap(other -> obtainedOn)
        .map(d -> d.plusMonths(1));
  }

  private static String shortened(String text, int longest) {
    String clean = text.strip().replace('\0', ' ');
    return clean.length() > longest ? clean.substring(0, longest) : clean;
  }
}
