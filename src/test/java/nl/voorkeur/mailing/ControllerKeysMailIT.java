package nl.voorkeur.mailing;

import static nl.voorkeur.mailing.DispatchFixture.AT_ONCE;
import static nl.voorkeur.mailing.DispatchFixture.IMAILO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.mail.DkimKey;
import nl.voorkeur.platform.mail.DomainCheck.Fault;
import nl.voorkeur.platform.mail.SigningKey.Algorithm;
import nl.voorkeur.platform.mail.SmtpSink;
import nl.voorkeur.platform.token.ReturnPaths;
import nl.voorkeur.platform.token.Seal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing keys of a controller, from making to retiring, as somebody else's verifier sees them. */
class ControllerKeysMailIT {

  private static final DkimKey USUAL = DkimKey.make("usual");

  private final Map<String, List<String>> dns = new HashMap<>();
  private final List<String> acts = new ArrayList<>();
  private DispatchFixture house;
  private SenderDomains domains;

  @BeforeEach
  void open() {
    house = new DispatchFixture();
    domains =
        new SenderDomains(
            house.sql,
            new Seal(configuration(0)),
            new ReturnPaths(configuration(0)),
            name -> dns.getOrDefault(name, List.of()),
            (act, controller, subject, detail) -> acts.add(act),
            house.clock);
  }

  @Test
  void aKeySignsOnceDnsShowsItAndNoLongerThanItIsKept() {
    house.readers(1);
    ControllerKey rsa = domains.prepare(IMAILO, Algorithm.RSA);
    ControllerKey small = domains.prepare(IMAILO, Algorithm.ED25519);
    assertTrue(USUAL.verify(sent(), "imailo.example").isValid(), "prepared keys sign nothing");
    assertEquals(Optional.of(Fault.DKIM_MISSING), domains.activate(IMAILO, rsa.id(), false));
    for (ControllerKey key : List.of(rsa, small)) {
      dns.put(key.record().name(), List.of(key.record().value()));
      assertEquals(Optional.empty(), domains.activate(IMAILO, key.id(), false));
    }
    byte[] message = sent();
    for (ControllerKey key : List.of(rsa, small)) {
      assertTrue(DkimKey.verify(message, key.record().name(), key.record().value()).isValid());
    }
    assertFalse(
        new String(message, java.nio.charset.StandardCharsets.US_ASCII).contains("s=usual;"));
    ControllerKey next = domains.prepare(IMAILO, Algorithm.RSA);
    assertEquals(Optional.empty(), domains.activate(IMAILO, next.id(), true));
    assertEquals(ControllerKey.State.RETIRED, state(rsa), "one of a kind at a time");
    message = sent();
    assertTrue(DkimKey.verify(message, next.record().name(), next.record().value()).isValid());
    domains.retire(IMAILO, next.id());
    domains.retire(IMAILO, small.id());
    assertTrue(USUAL.verify(sent(), "imailo.example").isValid());
    assertEquals(
        List.of(0L),
        house.sql.with(
            handle ->
                handle
                    .createQuery("SELECT count(sealed_key) FROM dkim_key")
                    .mapTo(Long.class)
                    .list()),
        "a retired key can't sign any more");
    assertEquals(
        List.of(
            "DKIM_KEY_PREPARED",
            "DKIM_KEY_PREPARED",
            "DKIM_KEY_ACTIVATED",
            "DKIM_KEY_ACTIVATED",
            "DKIM_KEY_PREPARED",
            "DKIM_KEY_ACTIVATED_UNSEEN",
            "DKIM_KEY_RETIRED",
            "DKIM_KEY_RETIRED"),
        acts);
  }

  @Test
  void theSecretHalfIsNotInTheDatabase() {
    domains.prepare(IMAILO, Algorithm.ED25519);
    byte[] kept =
        house.sql.with(
            handle ->
                handle.createQuery("SELECT sealed_key FROM dkim_key").mapTo(byte[].class).one());
    assertEquals(12 + 48 + 16, kept.length, "nonce, encrypted PKCS#8, tag");
    assertFalse(
        new String(kept, java.nio.charset.StandardCharsets.ISO_8859_1).contains("\u0004\u0020"));
  }

  /** Promise 7. */
  @Test
  void anotherControllersKeyIsOutOfReach() {
    ControllerKey key = domains.prepare(IMAILO, Algorithm.ED25519);
    ControllerId other = new ControllerId(IMAILO.value() + 1);
    assertThrows(IllegalArgumentException.class, () -> domains.activate(other, key.id(), true));
    assertThrows(IllegalArgumentException.class, () -> domains.retire(other, key.id()));
    assertEquals(ControllerKey.State.PREPARED, state(key));
  }

  @Test
  void readinessSpeaksOfTheKeysInUse() {
    dns.put("imailo.example", List.of("v=spf1 -all"));
    dns.put("_dmarc.imailo.example", List.of("v=DMARC1; p=reject"));
    assertEquals(List.of(), domains.faults(IMAILO));
    ControllerKey key = domains.prepare(IMAILO, Algorithm.ED25519);
    assertEquals(List.of(), domains.faults(IMAILO), "prepared ones may still be unpublished");
    domains.activate(IMAILO, key.id(), true);
    assertEquals(List.of(Fault.DKIM_MISSING), domains.faults(IMAILO));
    assertTrue(domains.keys(IMAILO).get(0).unseen());
  }

  private ControllerKey.State state(ControllerKey key) {
    return domains.keys(IMAILO).stream()
        .filter(each -> each.id() == key.id())
        .findFirst()
        .orElseThrow()
        .state();
  }

  /** A message of a new mailing as the server received it. */
  private byte[] sent() {
    house.started();
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(configuration(sink.port()), AT_ONCE));
      return sink.taken().get(0).content();
    }
  }

  private static Configuration configuration(int port) {
    return Configuration.read(
        property ->
            switch (property) {
              case "voorkeur.smtp.host" -> "127.0.0.1:" + (port == 0 ? 25 : port);
              case "voorkeur.base.url" -> "https://voorkeur.example";
              case "voorkeur.token.keys", "voorkeur.address.keys", "voorkeur.secret.keys" ->
                  "test:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
              case "voorkeur.dkim.key" -> USUAL.setting();
              default -> null;
            });
  }
}
