package nl.voorkeur.platform.mail;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether the world can tell that mail from a domain is its own: SPF (RFC 7208), DKIM (RFC 6376)
 * and DMARC with its tree walk (RFC 9989); requirements D4 to D6.
 */
public final class DomainCheck {

  /** What stands in the way of a domain's mail. */
  public enum Fault {
    SPF_MISSING,
    SPF_SEVERAL,
    SPF_TOO_MANY_LOOKUPS,
    SPF_NOT_ALIGNED,
    DKIM_MISSING,
    DKIM_DIFFERENT,
    DMARC_MISSING,
    DMARC_WITHOUT_POLICY,
    DNS_SILENT
  }

  /** RFC 7208 s. 4.6.4. */
  private static final int MOST_LOOKUPS = 10;

  /** RFC 9989: a long name is walked by its last labels only. */
  private static final int MOST_LABELS = 8;

  private final Dns dns;

  public DomainCheck(Dns dns) {
    this.dns = dns;
  }

  /** What DNS should have for a key. */
  public record Published(String name, String value) {

    /**
     * @param publicKey for RSA its SubjectPublicKeyInfo, for Ed25519 the bare 32 bytes (RFC 8463 s.
     *     4.2)
     */
    public static Published of(
        String selector, String domain, SigningKey.Algorithm algorithm, byte[] publicKey) {
      return new Published(
          selector + "._domainkey." + domain,
          "v=DKIM1; k="
              + algorithm.keyType()
              + "; p="
              + Base64.getEncoder().encodeToString(publicKey));
    }
  }

  /**
   * Everything that is wrong now, in the order of the standards.
   *
   * @param domain of the sender's address
   * @param returnPath the domain that bounces go to
   */
  public List<Fault> faults(String domain, String returnPath, List<Published> keys) {
    List<Fault> faults = new ArrayList<>();
    try {
      spf(returnPath).ifPresent(faults::add);
      if (!returnPath.equals(domain)
          && !returnPath.endsWith("." + domain)
          && !domain.endsWith("." + returnPath)) {
        faults.add(Fault.SPF_NOT_ALIGNED);
      }
      for (Published key : keys) {
        dkim(key).filter(fault -> !faults.contains(fault)).ifPresent(faults::add);
      }
      dmarc(domain).ifPresent(faults::add);
    } catch (Dns.Silent nobody) {
      return List.of(Fault.DNS_SILENT);
    }
    return faults;
  }

  /** What is wrong with a key's record; nothing when DNS shows the key itself. */
  public Optional<Fault> dkim(Published key) {
    List<Map<String, String>> records =
        dns.txt(key.name()).stream().map(DomainCheck::tags).toList();
    if (records.isEmpty()) {
      return Optional.of(Fault.DKIM_MISSING);
    }
    Map<String, String> ours = tags(key.value());
    boolean same =
        records.size() == 1
            && ours.get("p").equals(records.get(0).get("p"))
            && ours.get("k").equals(records.get(0).getOrDefault("k", "rsa"));
    return same ? Optional.empty() : Optional.of(Fault.DKIM_DIFFERENT);
  }

  private Optional<Fault> spf(String domain) {
    List<String> records = spfRecords(domain);
    if (records.size() != 1) {
      return Optional.of(records.isEmpty() ? Fault.SPF_MISSING : Fault.SPF_SEVERAL);
    }
    return lookups(records.get(0), 0) > MOST_LOOKUPS
        ? Optional.of(Fault.SPF_TOO_MANY_LOOKUPS)
        : Optional.empty();
  }

  private List<String> spfRecords(String domain) {
    return dns.txt(domain).stream()
        .filter(
            text ->
                text.equalsIgnoreCase("v=spf1")
                    || text.toLowerCase(Locale.ROOT).startsWith("v=spf1 "))
        .toList();
  }

  /**
   * How often a receiver has to ask DNS, with all that is included; counts no further than needed.
   */
  private int lookups(String record, int before) {
    int count = before;
    for (String term : record.toLowerCase(Locale.ROOT).split("\\s+")) {
      String bare = term.replaceFirst("^[-+~?]", "");
      boolean includes = bare.startsWith("include:") || bare.startsWith("redirect=");
      if (includes || bare.matches("(a|mx|ptr|exists)([:/].*)?")) {
        count++;
      }
      if (includes && count <= MOST_LOOKUPS) {
        for (String included : spfRecords(bare.split("[:=]", 2)[1])) {
          count = lookups(included, count);
        }
      }
    }
    return count;
  }

  private Optional<Fault> dmarc(String domain) {
    String name = domain;
    List<String> labels = List.of(domain.split("\\."));
    for (int from = 0; from < labels.size(); from++) {
      boolean tooLong = from > 0 && labels.size() - from >= MOST_LABELS;
      if (!tooLong) {
        name = String.join(".", labels.subList(from, labels.size()));
        List<Map<String, String>> records =
            dns.txt("_dmarc." + name).stream()
                .map(DomainCheck::tags)
                .filter(tags -> "DMARC1".equals(tags.get("v")))
                .toList();
        if (records.size() == 1) {
          return records.get(0).containsKey("p")
              ? Optional.empty()
              : Optional.of(Fault.DMARC_WITHOUT_POLICY);
        }
      }
    }
    return Optional.of(Fault.DMARC_MISSING);
  }

  /** {@code name=value; name=value}, with the white space inside a value gone (RFC 6376 s. 3.2). */
  private static Map<String, String> tags(String record) {
    Map<String, String> tags = new TreeMap<>();
    for (String tag : record.split(";")) {
      String[] parts = tag.split("=", 2);
      if (parts.length == 2) {
        tags.putIfAbsent(
            parts[0].strip().toLowerCase(Locale.ROOT), parts[1].replaceAll("\\s+", ""));
      }
    }
    return tags;
  }
}
