package nl.voorkeur.monitoring;

import java.time.LocalDate;

/**
 * What happened at a controller on one day.
 *
 * @param signUps people who confirmed something, lists of others aside
 * @param optOuts people who said no to something
 * @param sent messages that a server took
 * @param bounces mailboxes that turned out to be gone
 * @param complaints people who marked mail as spam
 */
public record Day(
    LocalDate day, long signUps, long optOuts, long sent, long bounces, long complaints) {

  /** Two days, or spans of days, as one that begins with this. */
  public Day plus(Day other) {
    return new Day(
        day,
        signUps + other.signUps,
        optOuts + other.optOuts,
        sent + other.sent,
        bounces + other.bounces,
        complaints + other.complaints);
  }

  /** A day on which nothing happened. */
  public static Day quiet(LocalDate day) {
    return new Day(day, 0, 0, 0, 0, 0);
  }
}
