package nl.voorkeur.platform.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.mail.DomainCheck.Fault;
import nl.voorkeur.platform.mail.DomainCheck.Published;
import nl.voorkeur.platform.token.Seal;
import org.junit.jupiter.api.Test;

/** What DNS must show of a sender's domain (requirements D4 to D6), and where its keys lie. */
class DomainCheckTest {

  private static final String DOMAIN = "nieuws.imailo.example";
  private static final Published KEY =
      Published.of("r1", DOMAIN, SigningKey.Algorithm.ED25519, new byte[32]);

  private final Map<String, List<String>> records = new HashMap<>();

  DomainCheckTest() {
    records.put(DOMAIN, List.of("v=spf1 mx -all", "some-verification=1"));
    records.put(KEY.name(), List.of(KEY.value()));
    records.put("_dmarc.imailo.example", List.of("v=DMARC1; p=none"));
  }

  @Test
  void aDomainThatShowsAllIsReady() {
    assertEquals(List.of(), faults());
    records.put(
        KEY.name(), List.of("v=DKIM1;k=ed25519;p=" + "A".repeat(20) + " " + "A".repeat(23) + "="));
    assertEquals(List.of(), faults(), "white space in a key means nothing");
  }

  @Test
  void eachLackHasItsName() {
    records.put(DOMAIN, List.of());
    assertEquals(List.of(Fault.SPF_MISSING), faults());
    records.put(DOMAIN, List.of("v=spf1 -all", "v=spf1 mx -all"));
    assertEquals(List.of(Fault.SPF_SEVERAL), faults());
    records.put(DOMAIN, List.of("v=spf1 -all"));
    records.put(KEY.name(), List.of());
    assertEquals(List.of(Fault.DKIM_MISSING), faults());
    records.put(KEY.name(), List.of("v=DKIM1; k=ed25519; p="));
    assertEquals(List.of(Fault.DKIM_DIFFERENT), faults(), "revoked");
    records.put(KEY.name(), List.of(KEY.value().replace("ed25519", "rsa")));
    assertEquals(List.of(Fault.DKIM_DIFFERENT), faults());
    records.put(KEY.name(), List.of(KEY.value()));
    records.put("_dmarc.imailo.example", List.of("v=DMARC1; rua=mailto:x@imailo.example"));
    assertEquals(List.of(Fault.DMARC_WITHOUT_POLICY), faults());
    records.remove("_dmarc.imailo.example");
    assertEquals(List.of(Fault.DMARC_MISSING), faults());
  }

  @Test
  void lookupsAreCountedThroughWhatIsIncluded() {
    records.put(DOMAIN, List.of("v=spf1 include:a.example a mx -all"));
    records.put("a.example", List.of("v=spf1 " + "exists:x.example ".repeat(7) + "-all"));
    assertEquals(List.of(), faults(), "ten");
    records.put("a.example", List.of("v=spf1 " + "exists:x.example ".repeat(8) + "-all"));
    assertEquals(List.of(Fault.SPF_TOO_MANY_LOOKUPS), faults());
    records.put("a.example", List.of("v=spf1 include:a.example"));
    assertEquals(List.of(Fault.SPF_TOO_MANY_LOOKUPS), faults(), "a circle ends");
  }

  @Test
  void aReturnPathElsewhereIsNotAligned() {
    records.put("bounce.example", List.of("v=spf1 -all"));
    DomainCheck check = new DomainCheck(this::txt);
    assertEquals(
        List.of(Fault.SPF_NOT_ALIGNED), check.faults(DOMAIN, "bounce.example", List.of(KEY)));
    records.put("bounce." + DOMAIN, List.of("v=spf1 -all"));
    assertEquals(List.of(), check.faults(DOMAIN, "bounce." + DOMAIN, List.of(KEY)));
  }

  @Test
  void whenNobodyAnswersNothingIsKnown() {
    DomainCheck check =
        new DomainCheck(
            name -> {
              throw new Dns.Silent(new java.io.IOException());
            });
    assertEquals(List.of(Fault.DNS_SILENT), check.faults(DOMAIN, DOMAIN, List.of()));
  }

  @Test
  void theStringsOfARecordAreOneText() {
    assertEquals("v=spf1 -all", SystemDns.joined("\"v=spf1 -all\""));
    assertEquals("v=DKIM1; p=AAAABBBB", SystemDns.joined("\"v=DKIM1; p=AAAA\" BBBB"));
    assertEquals("a\"b\\c d", SystemDns.joined("\"a\\\"b\\\\c d\""));
  }

  @Test
  void aSealedSecretOpensOnlyForItsPurpose() {
    Seal seal = seal("new:" + "B".repeat(43) + "=,old:" + "A".repeat(43) + "=");
    Seal.Sealed sealed = seal.seal(new byte[] {1, 2, 3}, "dkim 1");
    assertEquals("new", sealed.keyId());
    assertEquals(3, seal.open(sealed, "dkim 1").orElseThrow().length);
    assertThrows(IllegalStateException.class, () -> seal.open(sealed, "dkim 2"));
    Seal.Sealed before = seal("old:" + "A".repeat(43) + "=").seal(new byte[] {4}, "x");
    assertEquals(4, seal.open(before, "x").orElseThrow()[0], "keys rotate");
    assertEquals(true, seal("old:" + "A".repeat(43) + "=").open(sealed, "dkim 1").isEmpty());
  }

  private static Seal seal(String keys) {
    return new Seal(
        Configuration.read(
            property ->
                switch (property) {
                  case "voorkeur.base.url" -> "https://v.example";
                  case "voorkeur.secret.keys" -> keys;
                  default -> null;
                }));
  }

  private List<String> txt(String name) {
    return records.getOrDefault(name, List.of());
  }

  private List<Fault> faults() {
    return new DomainCheck(this::txt).faults(DOMAIN, DOMAIN, List.of(KEY));
  }
}
