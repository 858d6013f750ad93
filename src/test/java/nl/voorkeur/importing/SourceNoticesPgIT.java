package nl.voorkeur.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.importing.SourceNotices.Progress;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.recipient.Recipients;
import org.junit.jupiter.api.Test;

/** Whom an import brought in is told where from, once, and nobody else (GDPR art. 14). */
class SourceNoticesPgIT {

  private static final ControllerId OTHERS = new ControllerId(2);

  private final Desk desk = new Desk();
  private final SourceNotices notices =
      new SourceNotices(
          desk.sql, (act, controller, subject, detail) -> desk.trail.add(act + " " + subject));

  @Test
  void newPeopleAreToldOnceInTheirLanguage() {
    new Recipients(desk.sql, desk.keys)
        .obtain(Desk.IMAILO, EmailAddress.of("bas@voorbeeld.example"), Optional.empty(), "sign-up");
    ImportBatchId id =
        bought(
            "email,language\nnoor@voorbeeld.example,de\nbas@voorbeeld.example,\npim@x.example,\n");
    assertEquals(1, desk.imports.toInform(Desk.IMAILO).size());
    assertEquals(2, notices.people(Desk.IMAILO, id), "one of the three was known");
    assertEquals(0, notices.people(OTHERS, id));
    assertEquals(Optional.empty(), notices.send(OTHERS, id, "mail", "staff:1"), "promise 7");
    assertEquals(Optional.of(2), notices.send(Desk.IMAILO, id, "mail", "staff:1"));
    assertEquals(Optional.empty(), notices.send(Desk.IMAILO, id, "mail", "staff:1"), "once");
    assertEquals(new Progress(0, 2, 0), notices.progress(Desk.IMAILO, id));
    assertEquals(new Progress(0, 0, 0), notices.progress(OTHERS, id));
    assertEquals(List.of(), desk.imports.toInform(Desk.IMAILO));
    assertEquals(
        List.of("DE {Adressen B.V.}", "NL {Adressen B.V.}"),
        desk.sql.with(
            h ->
                h.createQuery(
                        "SELECT language || ' ' || replace(items::text, '\"', '') FROM system_mail"
                            + " WHERE kind = 'SOURCE_NOTICE' ORDER BY 1")
                    .mapTo(String.class)
                    .list()));
    assertTrue(desk.trail.contains("IMPORT_NOTICES_SENT import " + id));
  }

  private ImportBatchId bought(String text) {
    ImportBatchId id = desk.upload("bought.csv", text);
    FileLook look =
        desk.imports.look(Desk.IMAILO, id, Optional.empty(), Optional.empty()).orElseThrow();
    ImportPlan plan = desk.as(look, ImportKind.CONSENTS, Desk.WEEKBLIK);
    desk.finish(
        id,
        new ImportPlan(
            plan.kind(),
            plan.topics(),
            plan.layout(),
            new Ground(
                false,
                false,
                Optional.of(Source.OTHER),
                "Adressen B.V.",
                Optional.of(LocalDate.now().minusDays(3)),
                Optional.empty(),
                "",
                true)));
    return id;
  }
}
