package nl.voorkeur.exporting;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What may stand beside an address, in the order of the file. */
public enum ExportColumn {
  FIRST_NAME,
  LAST_NAME,
  LANGUAGE,
  /** The country that the address ends in; most addresses end in none. */
  COUNTRY,
  /** Those of the topics asked for on which the person may be mailed. */
  TOPICS,
  BASIS,
  SINCE;

  /** Its name in the file. */
  public String heading() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a list has when nothing else is asked for. */
  public static Set<ExportColumn> usual() {
    return EnumSet.of(FIRST_NAME, LAST_NAME, LANGUAGE, BASIS, SINCE);
  }
}
