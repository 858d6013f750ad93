package nl.voorkeur.monitoring;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.text.Times;

/** How one controller fares over time, in numbers that name nobody. */
@Stateless
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class Trends {

  private CountStore store;
  private Clock clock;
  private Duration recall;

  /** For the container. */
  public Trends() {}

  @Inject
  public Trends(Sql sql, Clock clock, Configuration configuration) {
    this.store = new CountStore(sql);
    this.recall = Duration.ofHours(configuration.get(Setting.RECALL_HOURS));
    this.clock = clock;
  }

  /** Every day from one on, the one that runs last; days on which nothing happened may lack. */
  public List<Day> days(ControllerId controller, LocalDate from) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, Times.ZONE);
    List<Day> days = new ArrayList<>(store.counted(controller, from));
    days.removeIf(day -> !day.day().isBefore(today));
    days.add(store.running(controller, today, now));
    return days;
  }

  /** By topic, whom it might reach as each day began. */
  public Map<TopicId, SortedMap<LocalDate, Long>> permitted(
      ControllerId controller, LocalDate from) {
    return store.permitted(controller, from);
  }

  /** Why people stopped, the commonest reason first. */
  public List<Departures> departures(ControllerId controller, LocalDate from) {
    return store.departures(controller, CountStore.start(from));
  }

  /** What people wrote when they stopped, newest first, without who that was. */
  public List<Departures.Words> words(
      ControllerId controller, Optional<TopicId> topic, int offset, int limit) {
    return store.words(controller, topic, offset, limit);
  }

  /** The mailings under way, newest first. */
  public List<Running> mailings(ControllerId controller) {
    return store.running(controller);
  }

  /** Requests to use a right that have to be answered soon. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<Pressing> pressing(ControllerId controller) {
    return store.pressing(controller, LocalDate.ofInstant(clock.instant(), Times.ZONE));
  }

  /** Imports whose people have to be told soon where their data came from (GDPR art. 14). */
  public List<Pressing> untold(ControllerId controller) {
    return store.untold(controller, LocalDate.ofInstant(clock.instant(), Times.ZONE));
  }

  /** Lists whose receiver does not fetch whom to drop from them, with the moment since when. */
  public List<Expiring> unheard(ControllerId controller) {
    return store.unheard(controller, clock.instant().minus(recall));
  }

  /** Programs that have to hear of changes and do not listen. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<DeafProgram> deafPrograms(ControllerId controller) {
    return store.deafPrograms(controller, clock.instant());
  }

  /** Lists whose time to be used ends within a day. */
  public List<Expiring> expiring(ControllerId controller) {
    return store.expiring(controller, clock.instant());
  }
}
