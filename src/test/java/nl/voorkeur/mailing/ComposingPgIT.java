package nl.voorkeur.mailing;

import static nl.voorkeur.mailing.ComposingFixture.ANNA;
import static nl.voorkeur.mailing.ComposingFixture.BEN;
import static nl.voorkeur.mailing.ComposingFixture.OTHERS;
import static nl.voorkeur.mailing.ComposingFixture.OURS;
import static nl.voorkeur.mailing.DispatchFixture.WEEKBLIK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.mailing.Finding.Kind;
import nl.voorkeur.platform.configuration.Configuration;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writing, looking over, approving and scheduling mailings, in the database. */
class ComposingPgIT {

  private static final String FINE =
      "# Kop\n\nDag {{first_name|lezer}}, [lees](https://a.example/x).";

  private ComposingFixture desk;

  @BeforeEach
  void open() {
    desk =
        new ComposingFixture(
            Configuration.read(
                property ->
                    switch (property) {
                      case "voorkeur.base.url" -> "https://voorkeur.example";
                      case "voorkeur.token.keys", "voorkeur.address.keys" ->
                          "test:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
                      default -> null;
                    }));
  }

  /** Promise 7: each call with somebody else's controller finds nothing and does nothing. */
  @Test
  void anotherControllersMailingIsNotThere() {
    RecipientId reader = desk.house.reader();
    MailingId id = desk.draft(FINE);
    MailingText text = desk.text(Language.NL, "x", "y");
    assertTrue(desk.drafts.find(OTHERS, id).isEmpty());
    assertTrue(desk.drafts.texts(OTHERS, id).isEmpty());
    assertTrue(desk.drafts.preview(OTHERS, id, Language.NL).isEmpty());
    assertTrue(desk.drafts.previewAs(OTHERS, id, reader).isEmpty());
    assertTrue(desk.drafts.findings(OTHERS, id, Set.of()).isEmpty());
    assertTrue(desk.drafts.sample(OTHERS, id, 10).isEmpty());
    assertFalse(desk.drafts.revise(OTHERS, id, text, Outfit.USUAL, ANNA));
    assertFalse(desk.drafts.translate(OTHERS, id, desk.text(Language.EN, "x", "y"), ANNA));
    assertFalse(desk.drafts.dropText(OTHERS, id, Language.EN, ANNA));
    assertFalse(desk.drafts.discard(OTHERS, id));
    assertEquals(0, desk.drafts.tryOut(OTHERS, id, Language.NL, ANNA));
    assertFalse(desk.launch.approve(OTHERS, id, 1, BEN));
    assertFalse(desk.launch.keepTo(OTHERS, id, Optional.empty()));
    assertEquals(ScheduleOutcome.NOT_A_DRAFT, desk.launch.schedule(OTHERS, id, tomorrow()));
    assertEquals(new StartOutcome.NotADraft(), desk.launch.start(OTHERS, id));
    AttachmentFile file = AttachmentFile.read("a.txt", new byte[] {'a'}).orElseThrow();
    assertFalse(desk.attachments.add(OTHERS, id, file, ANNA));
    assertThrows(
        IllegalArgumentException.class,
        () -> desk.drafts.begin(OTHERS, text, Outfit.USUAL, ANNA),
        "the topic is ours");
    assertEquals("Onderwerp", desk.found(id).text().subject());
    assertEquals(List.of("MAILING_WRITTEN"), desk.trail);
  }

  @Test
  void aTextForEachLanguageAndAFallbackThatIsAlwaysThere() {
    MailingId id = desk.draft(FINE);
    assertTrue(desk.drafts.translate(OURS, id, desk.text(Language.EN, "Subject", "Hello"), ANNA));
    assertTrue(desk.drafts.translate(OURS, id, desk.text(Language.DE, "Betreff", "Hallo"), ANNA));
    assertFalse(
        desk.drafts.translate(OURS, id, desk.text(Language.NL, "x", "y"), ANNA),
        "the fallback is changed with the mailing");
    assertEquals(
        Set.of(Language.NL, Language.EN, Language.DE), desk.drafts.texts(OURS, id).keySet());
    assertEquals("Subject", desk.drafts.preview(OURS, id, Language.EN).orElseThrow().subject());
    assertEquals(
        "Onderwerp",
        desk.drafts.preview(OURS, id, Language.FR).orElseThrow().subject(),
        "who reads none of them gets the fallback");
    assertTrue(desk.drafts.dropText(OURS, id, Language.DE, ANNA));
    assertFalse(desk.drafts.dropText(OURS, id, Language.DE, ANNA), "once is enough");
    // English becomes the fallback: its old translation is gone, Dutch isn't there any more
    assertTrue(
        desk.drafts.revise(OURS, id, desk.text(Language.EN, "Main", "Hello"), Outfit.USUAL, ANNA));
    assertEquals(Map.of(Language.EN, "Main"), subjects(id));
  }

  private Map<Language, String> subjects(MailingId id) {
    Map<Language, String> subjects = new java.util.EnumMap<>(Language.class);
    desk.drafts.texts(OURS, id).forEach((language, text) -> subjects.put(language, text.subject()));
    return subjects;
  }

  @Test
  void whatWasStartedStaysAsItWas() {
    desk.house.reader();
    MailingId id = desk.draft(FINE);
    desk.drafts.translate(OURS, id, desk.text(Language.EN, "Subject", "Hello"), ANNA);
    assertEquals(new StartOutcome.Started(1), desk.launch.start(OURS, id));
    assertEquals(new StartOutcome.NotADraft(), desk.launch.start(OURS, id));
    assertFalse(desk.drafts.revise(OURS, id, desk.text(Language.NL, "x", "y"), Outfit.USUAL, ANNA));
    assertFalse(desk.drafts.translate(OURS, id, desk.text(Language.EN, "x", "y"), ANNA));
    assertFalse(desk.drafts.discard(OURS, id));
    for (String statement :
        List.of(
            "UPDATE mailing_text SET body = 'x'",
            "DELETE FROM mailing_text",
            "UPDATE mailing SET format = 'HTML'")) {
      assertThrows(RuntimeException.class, () -> desk.house.execute(statement), statement);
    }
  }

  @Test
  void nobodyApprovesWhatTheyWroteAndAnyChangeTakesItBack() {
    desk.house.reader();
    desk.wantSecondPerson();
    MailingId id = desk.draft(FINE);
    assertEquals(new StartOutcome.NotApproved(), desk.launch.start(OURS, id));
    assertEquals(ScheduleOutcome.NOT_APPROVED, desk.launch.schedule(OURS, id, tomorrow()));
    assertFalse(desk.approve(id, ANNA), "she wrote it");
    List<Runnable> changes = new ArrayList<>();
    changes.add(
        () -> desk.drafts.revise(OURS, id, desk.text(Language.NL, "2", FINE), Outfit.USUAL, ANNA));
    changes.add(() -> desk.drafts.translate(OURS, id, desk.text(Language.EN, "3", "Hi"), ANNA));
    changes.add(() -> desk.drafts.dropText(OURS, id, Language.EN, ANNA));
    changes.add(
        () ->
            desk.drafts.revise(
                OURS,
                id,
                desk.text(Language.NL, "2", FINE),
                new Outfit(Optional.empty(), true),
                ANNA));
    changes.add(
        () ->
            desk.attachments.add(
                OURS, id, AttachmentFile.read("a.txt", new byte[] {'a'}).orElseThrow(), ANNA));
    for (Runnable change : changes) {
      assertTrue(desk.approve(id, BEN));
      assertEquals(BEN, desk.found(id).approval().orElseThrow().by());
      change.run();
      assertTrue(desk.found(id).approval().isEmpty(), "nobody approved this");
      assertEquals(new StartOutcome.NotApproved(), desk.launch.start(OURS, id));
    }
    assertTrue(desk.approve(id, BEN));
    assertTrue(desk.launch.disapprove(OURS, id));
    assertTrue(desk.approve(id, BEN));
    assertEquals(new StartOutcome.Started(1), desk.launch.start(OURS, id));
    assertEquals(
        changes.size() + 1,
        Collections.frequency(desk.trail, "MAILING_APPROVAL_WITHDRAWN"),
        "each is told in the trail");
  }

  /** A program acts for whoever made its token: one pair of eyes stays one. */
  @Test
  void nobodyApprovesThroughTheirOwnProgram() {
    desk.house.execute(
        "INSERT INTO api_token (id, label, hash, scopes, created_by) VALUES (71, 'a', 'a', '', '"
            + ANNA
            + "'), (72, 'b', 'b', '', '"
            + BEN
            + "')");
    MailingId hers = desk.draft(FINE);
    assertFalse(desk.approve(hers, "token:71"), "it is her own");
    assertTrue(desk.drafts.isBy(OURS, hers, "token:71"));
    assertFalse(desk.drafts.isBy(OURS, hers, "token:72"));
    MailingId programs =
        desk.drafts.begin(OURS, desk.text(Language.NL, "1", FINE), Outfit.USUAL, "token:71");
    assertFalse(desk.approve(programs, ANNA), "she made the token");
    assertTrue(desk.approve(programs, "token:72"));
    assertTrue(desk.approve(hers, BEN));
  }

  @Test
  void aCopySaysTheSameAndHasALifeOfItsOwn() {
    desk.house.reader();
    MailingId id = desk.draft(FINE);
    desk.drafts.translate(OURS, id, desk.text(Language.EN, "Subject", "Hello"), ANNA);
    desk.attachments.add(
        OURS, id, AttachmentFile.read("a.txt", new byte[] {'a'}).orElseThrow(), ANNA);
    assertEquals(new StartOutcome.Started(1), desk.launch.start(OURS, id));
    MailingId copy = desk.drafts.copy(OURS, id, BEN).orElseThrow();
    Mailing made = desk.found(copy);
    assertTrue(made.isDraft());
    assertEquals(List.of(BEN), made.authors());
    assertEquals(desk.drafts.texts(OURS, id), desk.drafts.texts(OURS, copy));
    assertEquals(1, desk.attachments.list(OURS, copy).size());
    assertTrue(desk.drafts.dropText(OURS, copy, Language.EN, BEN));
    assertEquals(2, desk.drafts.texts(OURS, id).size(), "what was sent stays");
    assertTrue(desk.drafts.copy(OTHERS, id, BEN).isEmpty(), "promise 7");
  }

  /** Somebody changes it while the second person reads. */
  @Test
  void nobodyApprovesWhatTheyDidNotSee() {
    MailingId id = desk.draft(FINE);
    int seen = desk.found(id).revision();
    desk.drafts.translate(OURS, id, desk.text(Language.EN, "Subject", "Hello"), ANNA);
    assertFalse(desk.launch.approve(OURS, id, seen, BEN));
    assertTrue(desk.launch.approve(OURS, id, seen + 1, BEN));
    assertEquals(seen + 1, desk.found(id).revision(), "looking changes nothing");
  }

  @Test
  void whoWroteAWordOfItIsAnAuthor() {
    desk.wantSecondPerson();
    MailingId id = desk.draft(FINE);
    desk.drafts.translate(OURS, id, desk.text(Language.EN, "Subject", "Hello"), BEN);
    assertFalse(desk.approve(id, BEN));
    assertEquals(List.of(ANNA, BEN), desk.found(id).authors());
    assertTrue(desk.approve(id, "staff:3"));
  }

  @Test
  void aScheduledMailingWaitsUnchangedAndCanBeTakenBack() {
    MailingId id = desk.draft(FINE);
    assertEquals(
        ScheduleOutcome.PAST,
        desk.launch.schedule(
            OURS, id, new Schedule(desk.house.clock.instant(), ZoneOffset.UTC, ANNA)));
    assertEquals(ScheduleOutcome.SCHEDULED, desk.launch.schedule(OURS, id, tomorrow()));
    assertEquals(ScheduleOutcome.NOT_A_DRAFT, desk.launch.schedule(OURS, id, tomorrow()));
    assertFalse(
        desk.drafts.revise(OURS, id, desk.text(Language.NL, "x", FINE), Outfit.USUAL, ANNA));
    assertFalse(desk.drafts.translate(OURS, id, desk.text(Language.EN, "x", "y"), ANNA));
    desk.scheduled(desk.house.clock).begin(id);
    assertEquals(MailingState.DRAFT, desk.house.state(id), "not before its time");
    assertTrue(desk.launch.unschedule(OURS, id));
    assertFalse(desk.launch.unschedule(OURS, id));
    assertTrue(desk.drafts.revise(OURS, id, desk.text(Language.NL, "x", FINE), Outfit.USUAL, ANNA));
    MailingId broken = desk.draft("{{nothing}}");
    assertEquals(ScheduleOutcome.REFUSED, desk.launch.schedule(OURS, broken, tomorrow()));
  }

  /** Two nodes see the same moment come; one of them starts it, once. */
  @Test
  void twoNodesStartItOnce() throws Exception {
    desk.house.readers(20);
    MailingId id = desk.draft(FINE);
    desk.launch.schedule(OURS, id, tomorrow());
    Clock later = Clock.offset(desk.house.clock, Duration.ofDays(2));
    assertEquals(List.of(id), new DraftStore(desk.house.sql).due(later.instant()));
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int node = 0; node < 2; node++) {
        runs.add(
            nodes.submit(
                () -> {
                  together.await();
                  desk.scheduled(later).begin(id);
                  return null;
                }));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    } finally {
      nodes.shutdownNow();
    }
    assertEquals(MailingState.SENDING, desk.house.state(id));
    assertEquals(Map.of("READY", 20L), desk.house.states(id));
    assertEquals(20, desk.found(id).audience());
    assertTrue(new DraftStore(desk.house.sql).due(later.instant()).isEmpty());
  }

  @Test
  void whatMayNotLeaveAtItsTimeTellsWhy() {
    MailingId id = desk.draft(FINE);
    desk.launch.schedule(OURS, id, tomorrow());
    desk.house.execute("UPDATE topic SET open = false WHERE id = 11");
    desk.scheduled(Clock.offset(desk.house.clock, Duration.ofDays(2))).begin(id);
    Mailing mailing = desk.found(id);
    assertEquals(MailingState.DRAFT, mailing.state());
    assertTrue(mailing.schedule().isEmpty());
    assertEquals(Optional.of("TOPIC_BLOCKED"), mailing.scheduleFault());
    assertTrue(desk.trail.contains("MAILING_NOT_STARTED"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T08:00:00Z, true", // Monday nine o'clock in Amsterdam
    "2026-11-23T07:59:59Z, false",
    "2026-11-23T15:59:59Z, true",
    "2026-11-23T16:00:00Z, false",
    "2026-11-22T10:00:00Z, false", // a Sunday
    "2026-07-06T07:00:00Z, true" // summer time
  })
  void theWindowIsOpenOnItsDaysAndHours(Instant at, boolean open) {
    MailingId id = desk.draft(FINE);
    assertTrue(
        desk.launch.keepTo(
            OURS,
            id,
            Optional.of(
                new SendWindow(
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                    LocalTime.of(9, 0),
                    LocalTime.of(17, 0),
                    ZoneId.of("Europe/Amsterdam")))));
    assertEquals(
        open,
        desk.house.sql.with(
            handle ->
                handle
                    .createQuery("SELECT window_open(m, :at) FROM mailing m WHERE id = :id")
                    .bind("at", at.atOffset(ZoneOffset.UTC))
                    .bind("id", id.value())
                    .mapTo(Boolean.class)
                    .one()));
  }

  @Test
  void aWindowUntilMidnightIsKeptAsOne() {
    MailingId id = desk.draft(FINE);
    SendWindow night =
        new SendWindow(
            Set.of(DayOfWeek.SUNDAY), LocalTime.of(20, 0), LocalTime.MIDNIGHT, ZoneOffset.UTC);
    desk.launch.keepTo(OURS, id, Optional.of(night));
    assertEquals(Optional.of(night), desk.found(id).window());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{nothing}} | UNKNOWN_FIELD | nothing",
        "Dag {{first_name}} | FIELD_WITHOUT_FALLBACK | first_name",
        "[x](https://a.example/{{first_name}}) | FIELD_IN_ADDRESS |",
        "[x](/relative) | LINK_BROKEN | /relative",
        "[x](https://localhost/) | LINK_BROKEN | https://localhost/",
        "[x](mailto:nobody) | LINK_BROKEN | mailto:nobody",
        "[x](http://a.example/) | LINK_INSECURE | http://a.example/",
        "[](https://a.example/) | LINK_EMPTY |",
        "![x](kaas.png) | UNKNOWN_IMAGE | kaas.png",
        "![x](https://t.example/p.gif) | UNKNOWN_IMAGE | https://t.example/p.gif",
        "a <script>x</script> | CLEANED | <script>"
      })
  void theLinterTellsWhatIsNotRight(String body, Kind kind, String detail) {
    MailingId id = desk.draft(body);
    List<Finding> findings = desk.drafts.findings(OURS, id, Set.of(Language.NL));
    assertTrue(
        findings.contains(Finding.in(Language.NL, kind, detail == null ? "" : detail)),
        findings::toString);
    assertEquals(
        findings.stream().anyMatch(Finding::stops), desk.refusal(id).isPresent(), "as told");
  }

  @Test
  void aFineMailHasNothingButALanguageToTell() {
    MailingId id = desk.draft(FINE);
    assertEquals(List.of(), desk.drafts.findings(OURS, id, Set.of(Language.NL)));
    assertEquals(
        List.of(Finding.of(Kind.LANGUAGE_MISSING, "FR")),
        desk.drafts.findings(OURS, id, Set.of(Language.NL, Language.FR)));
    MailingId large = desk.draft("woord ".repeat(20_000));
    assertEquals(
        List.of(Finding.in(Language.NL, Kind.LARGE, "")),
        desk.drafts.findings(OURS, large, Set.of()));
  }

  @Test
  void aLayoutCanNotHideTheWayOut() {
    String page =
        "<html lang=\"${lang}\"><head><style>a.stop, .more { display: none }</style></head><body>${content}<div>${foot}</div></body></html>";
    long layout = desk.layouts.add(OURS, "Sluw", page, ANNA).orElseThrow();
    long version = desk.layouts.versions(OURS, layout).get(0).id();
    MailingId id =
        desk.drafts.begin(
            OURS, desk.text(Language.NL, "x", "y"), new Outfit(Optional.of(version), false), ANNA);
    List<Kind> kinds =
        desk.drafts.findings(OURS, id, Set.of()).stream().map(Finding::kind).toList();
    assertTrue(kinds.contains(Kind.STOP_LINK_MISSING), kinds::toString);
    assertTrue(kinds.contains(Kind.PREFERENCES_LINK_MISSING), kinds::toString);
  }

  @Test
  void aMailingKeepsTheVersionOfItsLayout() {
    String page =
        "<html lang=\"${lang}\"><body><p>%s</p>${content}<div>${foot}</div></body></html>";
    long layout = desk.layouts.add(OURS, "Eigen", page.formatted("eerste"), ANNA).orElseThrow();
    assertTrue(desk.layouts.add(OURS, "Eigen", page.formatted("x"), ANNA).isEmpty());
    Outfit first = new Outfit(Optional.of(desk.layouts.versions(OURS, layout).get(0).id()), false);
    MailingId id = desk.drafts.begin(OURS, desk.text(Language.NL, "x", "y"), first, ANNA);
    assertTrue(desk.layouts.keep(OURS, layout, page.formatted("tweede"), ANNA));
    assertFalse(desk.layouts.keep(OTHERS, layout, page.formatted("x"), ANNA));
    assertEquals(2, desk.layouts.newest(OURS).get(0).version());
    assertTrue(desk.drafts.preview(OURS, id, Language.NL).orElseThrow().html().contains("eerste"));
    assertThrows(
        JdbiException.class,
        () -> desk.house.sql.with(h -> h.execute("UPDATE layout_version SET page = 'x'")));
    assertTrue(
        desk.layouts.preview(OURS, page.formatted("x"), Language.DE).contains("lang=\"de\""));
    long others = desk.layouts.add(OTHERS, "Ander", page.formatted("x"), BEN).orElseThrow();
    long foreign = desk.layouts.versions(OTHERS, others).get(0).id();
    assertFalse(
        desk.drafts.revise(
            OURS,
            id,
            desk.text(Language.NL, "x", "y"),
            new Outfit(Optional.of(foreign), false),
            ANNA),
        "another controller's layout");
  }

  @Test
  void whomItWouldReachByReasonLanguageAndSample() {
    RecipientId reader = desk.house.reader("joke@example.org");
    desk.house.execute("UPDATE recipient SET language = 'EN', first_name = 'Joke <b>'");
    desk.house.say(
        desk.house.somebody("asked@example.org"),
        nl.voorkeur.permission.LedgerKind.CONSENT_REQUESTED);
    MailingId id = desk.draft(FINE);
    desk.drafts.translate(OURS, id, desk.text(Language.EN, "For {{first_name|you}}", "Hi"), ANNA);
    assertEquals(1, desk.drafts.audience(OURS, WEEKBLIK).permitted());
    assertEquals(Map.of(Language.EN, 1L), desk.drafts.languages(OURS, id));
    List<Reader> sample = desk.drafts.sample(OURS, id, 10);
    assertEquals(2, sample.size());
    assertEquals(reader, sample.get(0).recipient());
    assertEquals(Language.EN, sample.get(0).language());
    assertEquals(Optional.of(nl.voorkeur.kernel.Denial.NOT_CONFIRMED), sample.get(1).denial());
    Preview preview = desk.drafts.previewAs(OURS, id, reader).orElseThrow();
    assertEquals("For Joke <b>", preview.subject());
    assertTrue(desk.trail.contains("MAILING_SEEN_AS_RECIPIENT"), "looking is kept");
  }

  private Schedule tomorrow() {
    return new Schedule(
        desk.house.clock.instant().plus(Duration.ofDays(1)), ZoneId.of("Europe/Amsterdam"), ANNA);
  }
}
