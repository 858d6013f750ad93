package nl.voorkeur.mailing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.mailing.Launch;
import nl.voorkeur.mailing.LocalMoment;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.mailing.Schedule;
import nl.voorkeur.mailing.ScheduleOutcome;
import nl.voorkeur.mailing.SendWindow;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.platform.text.Moments;

/** When a mailing starts by itself, and at which days and hours its messages may leave. */
@Named
@RequestScoped
public class MomentForm {

  @Inject private Launch launch;
  @Inject private OpenDraft open;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private MailingWords words;
  @Inject private PageLanguage language;
  @Inject private Moments moments;
  @Inject private Principal caller;
  @Inject private Clock clock;

  private String date;
  private String time;
  private String zone;
  private String which;
  private boolean twice;
  private DayOfWeek[] days;
  private String from;
  private String until;

  /** The zones to choose from: those of Europe, and the one of the clock behind all others. */
  public Set<String> getZones() {
    Set<String> zones = new TreeSet<>();
    ZoneId.getAvailableZoneIds().stream()
        .filter(id -> id.startsWith("Europe/"))
        .forEach(zones::add);
    zones.add("UTC");
    zones.add(policyZone());
    return zones;
  }

  private String policyZone() {
    return launch.policy(desk.id()).zone().getId();
  }

  private Mailing mailing() {
    return open.getMailing();
  }

  /** When it starts, on the clock where that was chosen. */
  public String getStarts() {
    Schedule schedule = mailing().schedule().orElseThrow();
    return words.of(
        "schedule.at",
        moments.full(schedule.at(), schedule.zone(), language.getCurrent()),
        schedule.zone().getId().replace('_', ' '));
  }

  /** Sets the moment. */
  public void schedule() {
    Optional<LocalDateTime> local = local();
    if (local.isEmpty()) {
      return;
    }
    Optional<Boolean> later = Optional.ofNullable(which).map("later"::equals);
    ZoneId where = ZoneId.of(getZone());
    LocalMoment.of(local.get(), where, later)
        .fold(at -> set(at.instant(), where), this::skipped, this::twice);
  }

  private Optional<LocalDateTime> local() {
    try {
      if (!getZones().contains(getZone())) {
        problems.add("zone", words.of("schedule.zone.missing"));
        return Optional.empty();
      }
      return Optional.of(LocalDate.parse(getDate()).atTime(LocalTime.parse(getTime())));
    } catch (DateTimeException unreadable) {
      problems.add("date", words.of("schedule.missing"));
      return Optional.empty();
    }
  }

  private boolean skipped(LocalMoment.Skipped jump) {
    problems.add(
        "time", words.of("schedule.skipped", jump.from().toString(), jump.to().toString()));
    return false;
  }

  private boolean twice(LocalMoment.Twice two) {
    twice = true;
    problems.add("which", words.of("schedule.twice"));
    return false;
  }

  private boolean set(Instant at, ZoneId where) {
    ScheduleOutcome outcome =
        launch.schedule(desk.id(), mailing().id(), new Schedule(at, where, caller.getName()));
    if (outcome == ScheduleOutcome.PAST) {
      problems.add("date", words.of("schedule.PAST"));
      return false;
    }
    onward.to(desk.url(open.address("launch")), words.of("schedule." + outcome));
    return true;
  }

  /** Takes the start back. */
  public void unschedule() {
    boolean done = launch.unschedule(desk.id(), mailing().id());
    onward.to(desk.url(open.address("launch")), words.of(done ? "schedule.taken" : "draft.gone"));
  }

  /** Sets the days and hours. */
  public void keepTo() {
    try {
      if (days == null || days.length == 0) {
        problems.add("days", words.of("window.days.missing"));
        return;
      }
      SendWindow window =
          new SendWindow(
              EnumSet.copyOf(List.of(days)),
              LocalTime.parse(getFrom()),
              LocalTime.parse(getUntil()),
              ZoneId.of(policyZone()));
      keep(Optional.of(window), "window.kept");
    } catch (DateTimeException | IllegalArgumentException unreadable) {
      problems.add("from", words.of("window.missing"));
    }
  }

  /** Lets its messages leave at any time. */
  public void keepToNothing() {
    keep(Optional.empty(), "window.gone");
  }

  private void keep(Optional<SendWindow> window, String said) {
    boolean done = launch.keepTo(desk.id(), mailing().id(), window);
    onward.to(desk.url(open.address("launch")), words.of(done ? said : "draft.gone"));
  }

  public boolean isWindowed() {
    return mailing().window().isPresent();
  }

  /** The days and hours in words. */
  public String getWindow() {
    SendWindow window = mailing().window().orElseThrow();
    return words.of(
        "window.is",
        String.join(", ", window.days().stream().map(this::name).toList()),
        window.from().toString(),
        window.until().equals(LocalTime.MIDNIGHT) ? "24:00" : window.until().toString(),
        window.zone().getId().replace('_', ' '));
  }

  public List<DayOfWeek> getWeek() {
    return List.of(DayOfWeek.values());
  }

  public String name(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL_STANDALONE, language.getCurrent().locale());
  }

  /** Whether the clock shows the chosen time twice, so that one has to say which is meant. */
  public boolean isTwice() {
    return twice || parameters.text("which").isPresent();
  }

  public String getDate() {
    return date == null
        ? LocalDate.ofInstant(clock.instant(), ZoneId.of(policyZone())).plusDays(1).toString()
        : date;
  }

  public void setDate(String date) {
    this.date = date == null ? "" : date;
  }

  public String getTime() {
    return time == null ? "09:00" : time;
  }

  public void setTime(String time) {
    this.time = time == null ? "" : time;
  }

  public String getZone() {
    return zone == null ? policyZone() : zone;
  }

  public void setZone(String zone) {
    this.zone = zone;
  }

  public String getWhich() {
    return which;
  }

  public void setWhich(String which) {
    this.which = which;
  }

  public DayOfWeek[] getDays() {
    return days == null
        ? mailing()
            .window()
            .map(window -> window.days().toArray(DayOfWeek[]::new))
            .orElseGet(
                () -> EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY).toArray(DayOfWeek[]::new))
        : days.clone();
  }

  public void setDays(DayOfWeek[] days) {
    this.days = days == null ? new DayOfWeek[0] : days.clone();
  }

  public String getFrom() {
    return from == null
        ? mailing().window().map(window -> window.from().toString()).orElse("09:00")
        : from;
  }

  public void setFrom(String from) {
    this.from = from == null ? "" : from;
  }

  public String getUntil() {
    return until == null
        ? mailing().window().map(window -> window.until().toString()).orElse("17:00")
        : until;
  }

  public void setUntil(String until) {
    this.until = until == null ? "" : until;
  }
}
