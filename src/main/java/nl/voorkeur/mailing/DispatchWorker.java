package nl.voorkeur.mailing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.permission.SendGate;
import nl.voorkeur.platform.mail.MailConnection;
import nl.voorkeur.platform.mail.MailServer;
import nl.voorkeur.platform.token.LinkUrls;
import nl.voorkeur.platform.token.ReturnPaths;

/**
 * One worker: takes mail and sends it over its own connection until there is nothing left to do.
 * The portal's own mail goes first, as a person waits for it; mailings take turns.
 */
final class DispatchWorker {

  private static final int BATCH = 40;

  private final DeliveryStore deliveries;
  private final MailingStore mailings;
  private final SystemMailRound systemMail;
  private final SendGate gate;
  private final MailServer server;
  private final LetterWriter letters;
  private final MessageWriter writer;
  private final LinkUrls urls;
  private final ReturnPaths returnPaths;
  private final RetryPlan retries;

  DispatchWorker(
      DeliveryStore deliveries,
      MailingStore mailings,
      SystemMailRound systemMail,
      SendGate gate,
      MailServer server,
      LetterWriter letters,
      MessageWriter writer,
      LinkUrls urls,
      ReturnPaths returnPaths,
      RetryPlan retries) {
    this.deliveries = deliveries;
    this.mailings = mailings;
    this.systemMail = systemMail;
    this.gate = gate;
    this.server = server;
    this.letters = letters;
    this.writer = writer;
    this.urls = urls;
    this.returnPaths = returnPaths;
    this.retries = retries;
  }

  /**
   * Works until nothing is left that can be sent now.
   *
   * @param id of this run, under which it holds what it claims; its lease must be kept by the
   *     caller
   */
  void run(UUID id, BooleanSupplier stopping) {
    Map<MailingId, MailingMessages> known = new HashMap<>();
    Map<MailingId, Long> position = new HashMap<>();
    int turn = 0;
    try (MailConnection connection = server.connection()) {
      boolean goOn = true;
      while (goOn && !stopping.getAsBoolean()) {
        boolean any = systemMail.send(connection, id);
        List<MailingId> sending = deliveries.sending();
        for (int i = 0; i < sending.size() && goOn && !stopping.getAsBoolean(); i++) {
          MailingId mailing = sending.get((turn + i) % sending.size());
          List<Claimed> people = claim(mailing, id, position);
          if (people.isEmpty()) {
            deliveries.finishIfDone(mailing);
          } else {
            MailingMessages messages = known.computeIfAbsent(mailing, this::messages);
            goOn =
                new DeliveryRound(deliveries, gate, retries, connection, messages, id, stopping)
                    .send(people);
            any = true;
          }
        }
        turn++;
        goOn = goOn && any;
      }
    }
  }

  private List<Claimed> claim(MailingId mailing, UUID id, Map<MailingId, Long> position) {
    long after = position.getOrDefault(mailing, 0L);
    List<Claimed> people = deliveries.claim(mailing, id, after, BATCH);
    if (people.isEmpty() && after > 0) {
      people = deliveries.claim(mailing, id, 0, BATCH);
    }
    position.put(
        mailing, people.isEmpty() ? 0L : people.get(people.size() - 1).recipient().value());
    return people;
  }

  private MailingMessages messages(MailingId id) {
    return new MailingMessages(mailings.job(id).orElseThrow(), letters, writer, urls, returnPaths);
  }
}
