package nl.voorkeur.kernel;

import com.ibm.icu.text.IDNA;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * An e-mail address as RFC 5321 s. 4.1.2 and RFC 6531 s. 3.3 allow it: the local part as the person
 * wrote it, the domain as A-labels in lower case (requirements F1, F6).
 *
 * <p>Two spellings of one mailbox are equal here: equality is that of {@link #compareKey()}. The
 * text form is masked, so that an address never reaches a log by accident; {@link #value()} is the
 * address itself.
 */
public final class EmailAddress {

  private static final int LOCAL_OCTETS = 64;
  private static final int DOMAIN_OCTETS = 253;
  private static final int PATH_OCTETS = 254;

  /** Far beyond any address; what is longer is not looked at. */
  private static final int LONGEST_TEXT = 1000;

  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.NONTRANSITIONAL_TO_UNICODE
              | IDNA.USE_STD3_RULES
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ);

  /**
   * RFC 5322 atext, and every non-ASCII character that is not a space or a control (RFC 6532 s.
   * 3.1).
   */
  private static final Pattern DOT_ATOM =
      Pattern.compile(
          "[\\w!#$%&'*+/=?^`{|}~\\-[^\\p{ASCII}]]+(?:\\.[\\w!#$%&'*+/=?^`{|}~\\-[^\\p{ASCII}]]+)*");

  private static final Pattern QUOTED =
      Pattern.compile("\"(?:[^\"\\\\\\p{Cntrl}]|\\\\[\\x20-\\x7e])*\"");

  /** A host that is all figures is an IP address, not a domain (RFC 3696 s. 2). */
  private static final Pattern FIGURES = Pattern.compile("(?:.*\\.)?[0-9]+");

  private final String localPart;
  private final String domain;

  /** Worked out when it is asked for; two threads that do so at once come to the same. */
  private String compareKey;

  private EmailAddress(String localPart, String domain) {
    this.localPart = localPart;
    this.domain = domain;
  }

  /** What a text turned out to be: an address, or the reason why it is none. */
  public sealed interface Parsed {
    record Valid(EmailAddress address) implements Parsed {}

    record Invalid(AddressFault fault) implements Parsed {}

    default <T> T fold(Function<EmailAddress, T> valid, Function<AddressFault, T> invalid) {
      if (this instanceof Valid good) {
        return valid.apply(good.address());
      }
      return invalid.apply(((Invalid) this).fault());
    }
  }

  /** Reads one address; surrounding white space is ignored, nothing else is repaired. */
  public static Parsed parse(String text) {
    int plain = PlainAddress.at(Objects.requireNonNull(text));
    return plain < 0
        ? parseAny(text)
        : new Parsed.Valid(
            new EmailAddress(
                text.substring(0, plain), text.substring(plain + 1).toLowerCase(Locale.ROOT)));
  }

  /** Reads any address, also one that is plain, to the same end. */
  static Parsed parseAny(String text) {
    String trimmed = withoutSpaceAround(text);
    if (trimmed.length() > LONGEST_TEXT) {
      return new Parsed.Invalid(AddressFault.TOO_LONG);
    }
    if (trimmed.isEmpty()) {
      return new Parsed.Invalid(AddressFault.EMPTY);
    }
    if (trimmed.codePoints().anyMatch(EmailAddress::isInvisible)) {
      return new Parsed.Invalid(AddressFault.CONTROL_CHARACTER);
    }
    int at = trimmed.lastIndexOf('@');
    if (at < 0) {
      return new Parsed.Invalid(AddressFault.NO_AT_SIGN);
    }
    String local = Normalizer.normalize(trimmed.substring(0, at), Normalizer.Form.NFC);
    String domain = trimmed.substring(at + 1);
    if (local.isEmpty()) {
      return new Parsed.Invalid(AddressFault.LOCAL_PART_EMPTY);
    }
    boolean quoted = QUOTED.matcher(local).matches();
    if (!quoted && local.indexOf('@') >= 0) {
      return new Parsed.Invalid(AddressFault.SEVERAL_ADDRESSES);
    }
    if (!quoted
        && (!DOT_ATOM.matcher(local).matches()
            || local.codePoints().anyMatch(Character::isSpaceChar))) {
      return new Parsed.Invalid(AddressFault.LOCAL_PART_CHARACTERS);
    }
    if (octets(local) > LOCAL_OCTETS) {
      return new Parsed.Invalid(AddressFault.LOCAL_PART_TOO_LONG);
    }
    if (domain.isEmpty()) {
      return new Parsed.Invalid(AddressFault.DOMAIN_EMPTY);
    }
    StringBuilder ascii = new StringBuilder();
    IDNA.Info info = new IDNA.Info();
    UTS46.nameToASCII(domain, ascii, info);
    String aLabels = ascii.toString().toLowerCase(Locale.ROOT);
    if (octets(aLabels) > DOMAIN_OCTETS) {
      return new Parsed.Invalid(AddressFault.DOMAIN_TOO_LONG);
    }
    if (info.hasErrors()
        || aLabels.startsWith(".")
        || aLabels.endsWith(".")
        || aLabels.contains("..")
        || FIGURES.matcher(aLabels).matches()) {
      return new Parsed.Invalid(AddressFault.DOMAIN_INVALID);
    }
    if (aLabels.indexOf('.') < 0) {
      return new Parsed.Invalid(AddressFault.DOMAIN_INCOMPLETE);
    }
    if (octets(local) + 1 + octets(aLabels) > PATH_OCTETS) {
      return new Parsed.Invalid(AddressFault.TOO_LONG);
    }
    return new Parsed.Valid(new EmailAddress(local, aLabels));
  }

  /** An address that is known to be one, such as a stored one. */
  public static EmailAddress of(String text) {
    return parse(text)
        .fold(
            Function.identity(),
            fault -> {
              throw new IllegalArgumentException("not an e-mail address: " + fault);
            });
  }

  /** The address for the envelope and the header, domain as A-labels. */
  public String value() {
    return localPart + "@" + domain;
  }

  public String localPart() {
    return localPart;
  }

  /** The domain as A-labels in lower case. */
  public String domain() {
    return domain;
  }

  /** The address as a person reads it: domain as U-labels. */
  public String display() {
    StringBuilder unicode = new StringBuilder();
    IDNA.Info info = new IDNA.Info();
    UTS46.nameToUnicode(domain, unicode, info);
    return localPart + "@" + (info.hasErrors() ? domain : unicode);
  }

  /**
   * What two spellings of one mailbox share: the local part in NFC and lower case, without needless
   * quotes and backslashes, and the domain. Punycode is never applied to the local part
   * (requirement F6).
   */
  public String compareKey() {
    if (compareKey == null) {
      compareKey = key();
    }
    return compareKey;
  }

  private String key() {
    String local = localPart;
    if (local.startsWith("\"")) {
      String inner = local.substring(1, local.length() - 1).replaceAll("\\\\(.)", "$1");
      local =
          DOT_ATOM.matcher(inner).matches()
              ? inner
              : '"' + inner.replaceAll("([\\\\\"])", "\\\\$1") + '"';
    }
    return Normalizer.normalize(local.toLowerCase(Locale.ROOT), Normalizer.Form.NFC) + "@" + domain;
  }

  /**
   * The compare key with the domain as people write it, when that is another text: a list of hashes
   * made elsewhere may have been made over either.
   */
  public Optional<String> unicodeKey() {
    if (!domain.contains("xn--")) {
      return Optional.empty();
    }
    String key = compareKey();
    String shown =
        key.substring(0, key.lastIndexOf('@')) + display().substring(display().lastIndexOf('@'));
    return shown.equals(key) ? Optional.empty() : Optional.of(shown);
  }

  /**
   * Whether the envelope needs SMTPUTF8 (RFC 6531): only when the local part does, as the domain is
   * in A-labels.
   */
  public boolean needsSmtpUtf8() {
    return !localPart.chars().allMatch(c -> c < 128);
  }

  /**
   * The first character of each side and the top-level domain, so that a forwarded mail doesn't
   * give a person away.
   */
  public String masked() {
    String shown = display();
    int at = shown.lastIndexOf('@');
    String host = shown.substring(at + 1);
    int dot = host.lastIndexOf('.');
    String top = dot < 0 ? "" : host.substring(dot);
    return firstCharacter(shown) + "•••@" + firstCharacter(host) + "••••" + top;
  }

  private static String firstCharacter(String text) {
    return text.substring(0, text.offsetByCodePoints(0, 1));
  }

  /** Also without the spaces that come along when a text is copied from a page. */
  private static String withoutSpaceAround(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /**
   * Controls, and what turns or hides other characters: never part of an address that somebody
   * typed. The two joiners that some scripts need are allowed.
   */
  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      case Character.FORMAT -> c != 0x200c && c != 0x200d;
      default -> false;
    };
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EmailAddress address && compareKey().equals(address.compareKey());
  }

  @Override
  public int hashCode() {
    return compareKey().hashCode();
  }

  /** The masked form. */
  @Override
  public String toString() {
    return masked();
  }
}
